/**
 * Systems that another Camel component reaches: a database, a folder, a broker. They are guarded as
 * HTTP Systems are. What such a component does goes on when its time is over, so it does it with a
 * copy of the message.
 */
package dev.tenon.camel.system.foreign;
