/** From an Integration, its pattern and its Systems to the plan that must run. */
package dev.tenon.engine.render;
