/**
 * How one block of up to 1,024 readings becomes words of 64 bits, and back.
 *
 * <p>A block has a time column and a value column, each with its own encoding ({@link
 * io.telltale.core.internal.codec.TimeEncoding}, {@link
 * io.telltale.core.internal.codec.ValueEncoding}); both are whole numbers of little-endian words.
 * What encoder and decoder share stands in {@link io.telltale.core.internal.codec.PackedLayout};
 * {@code docs/format/blocks.md} is the same in prose. Encoders belong to one thread and allocate
 * nothing after they have been made; decoders are static and write to arrays of the caller.
 */
package io.telltale.core.internal.codec;
