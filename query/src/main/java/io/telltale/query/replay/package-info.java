/** A past span of a store, fed to a listener once more. */
package io.telltale.query.replay;
