/** A query under way: device after device, part after part. */
package io.telltale.query.internal.run;
