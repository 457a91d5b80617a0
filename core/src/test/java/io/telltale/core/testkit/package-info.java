/** What the tests of all modules share. */
package io.telltale.core.testkit;
