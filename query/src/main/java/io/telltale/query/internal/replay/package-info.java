/** How readings of many series are put in order of time. */
package io.telltale.query.internal.replay;
