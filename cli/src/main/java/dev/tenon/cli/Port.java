package dev.tenon.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a port. */
final class Port implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) < 65536) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException("'" + text + "' is no port: write a number from 0 to 65535");
  }
}
