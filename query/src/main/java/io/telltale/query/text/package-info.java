/** Rules as people write them: the grammar is in docs/rules.md. */
package io.telltale.query.text;
