package io.telltale.query.internal.truth;

/**
 * A span of which nothing is reckoned.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> as {@link Span}. <b>Lifetime:</b> reused
 * series after series.
 */
final class PlainSpan extends Span {}
