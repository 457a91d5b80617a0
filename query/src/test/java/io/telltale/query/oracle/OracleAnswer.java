package io.telltale.query.oracle;

import java.util.List;

/**
 * What the oracle says.
 *
 * @param windows whole, of all time
 * @param nearTie whether a comparison on the way was closer than the contract promises, so that
 *     other windows would be as right
 */
record OracleAnswer(List<OracleWindow> windows, boolean nearTie) {}
