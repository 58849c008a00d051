package org.taskmaster.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A record that is being described: its members, in the order in which they are written, and what makes a value of
/// them, which is most often its constructor.
///
/// @param <T> the record
/// @param <R> what comes of the description
final class Draft<T, R> {

    private final Function<Shape<T>, R> described;
    private final List<Member<? super T, ?>> derived = new ArrayList<>();

    Draft(Function<Shape<T>, R> described) {
        this.described = described;
    }

    /// A member that follows from the others: told for convenience before them, and not looked at when read.
    Draft<T, R> tells(String name, String doc, Predicate<T> getter) {
        derived.add(Member.field(name, Scalars.FLAG, doc, getter::test));
        return this;
    }

    private R made(List<Member<? super T, ?>> members, Function<Shape.Read, T> make) {
        return described.apply(new Shape<>(derived, members, make));
    }

    /// Has no members.
    R of(Supplier<T> make) {
        return made(List.of(), _ -> make.get());
    }

    <A> R of(Function<A, T> make, Member<? super T, A> a) {
        return made(List.of(a), in -> make.apply(in.at(0)));
    }

    <A, B> R of(BiFunction<A, B, T> make, Member<? super T, A> a, Member<? super T, B> b) {
        return made(List.of(a, b), in -> make.apply(in.at(0), in.at(1)));
    }

    <A, B, C> R of(Make3<A, B, C, T> make, Member<? super T, A> a, Member<? super T, B> b, Member<? super T, C> c) {
        return made(List.of(a, b, c), in -> make.make(in.at(0), in.at(1), in.at(2)));
    }

    <A, B, C, D> R of(
            Make4<A, B, C, D, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d) {
        return made(List.of(a, b, c, d), in -> make.make(in.at(0), in.at(1), in.at(2), in.at(3)));
    }

    <A, B, C, D, E> R of(
            Make5<A, B, C, D, E, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e) {
        return made(List.of(a, b, c, d, e), in -> make.make(in.at(0), in.at(1), in.at(2), in.at(3), in.at(4)));
    }

    <A, B, C, D, E, F> R of(
            Make6<A, B, C, D, E, F, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e,
            Member<? super T, F> f) {
        return made(
                List.of(a, b, c, d, e, f), in -> make.make(in.at(0), in.at(1), in.at(2), in.at(3), in.at(4), in.at(5)));
    }

    <A, B, C, D, E, F, G> R of(
            Make7<A, B, C, D, E, F, G, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e,
            Member<? super T, F> f,
            Member<? super T, G> g) {
        return made(
                List.of(a, b, c, d, e, f, g),
                in -> make.make(in.at(0), in.at(1), in.at(2), in.at(3), in.at(4), in.at(5), in.at(6)));
    }

    <A, B, C, D, E, F, G, H> R of(
            Make8<A, B, C, D, E, F, G, H, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e,
            Member<? super T, F> f,
            Member<? super T, G> g,
            Member<? super T, H> h) {
        return made(
                List.of(a, b, c, d, e, f, g, h),
                in -> make.make(in.at(0), in.at(1), in.at(2), in.at(3), in.at(4), in.at(5), in.at(6), in.at(7)));
    }

    <A, B, C, D, E, F, G, H, I, J, K, L> R of(
            Make12<A, B, C, D, E, F, G, H, I, J, K, L, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e,
            Member<? super T, F> f,
            Member<? super T, G> g,
            Member<? super T, H> h,
            Member<? super T, I> i,
            Member<? super T, J> j,
            Member<? super T, K> k,
            Member<? super T, L> l) {
        return made(
                List.of(a, b, c, d, e, f, g, h, i, j, k, l),
                in -> make.make(
                        in.at(0), in.at(1), in.at(2), in.at(3), in.at(4), in.at(5), in.at(6), in.at(7), in.at(8),
                        in.at(9), in.at(10), in.at(11)));
    }

    <A, B, C, D, E, F, G, H, I, J, K, L, M> R of(
            Make13<A, B, C, D, E, F, G, H, I, J, K, L, M, T> make,
            Member<? super T, A> a,
            Member<? super T, B> b,
            Member<? super T, C> c,
            Member<? super T, D> d,
            Member<? super T, E> e,
            Member<? super T, F> f,
            Member<? super T, G> g,
            Member<? super T, H> h,
            Member<? super T, I> i,
            Member<? super T, J> j,
            Member<? super T, K> k,
            Member<? super T, L> l,
            Member<? super T, M> m) {
        return made(
                List.of(a, b, c, d, e, f, g, h, i, j, k, l, m),
                in -> make.make(
                        in.at(0), in.at(1), in.at(2), in.at(3), in.at(4), in.at(5), in.at(6), in.at(7), in.at(8),
                        in.at(9), in.at(10), in.at(11), in.at(12)));
    }

    interface Make3<A, B, C, T> {
        T make(A a, B b, C c);
    }

    interface Make4<A, B, C, D, T> {
        T make(A a, B b, C c, D d);
    }

    interface Make5<A, B, C, D, E, T> {
        T make(A a, B b, C c, D d, E e);
    }

    interface Make6<A, B, C, D, E, F, T> {
        T make(A a, B b, C c, D d, E e, F f);
    }

    interface Make7<A, B, C, D, E, F, G, T> {
        T make(A a, B b, C c, D d, E e, F f, G g);
    }

    interface Make8<A, B, C, D, E, F, G, H, T> {
        T make(A a, B b, C c, D d, E e, F f, G g, H h);
    }

    interface Make12<A, B, C, D, E, F, G, H, I, J, K, L, T> {
        T make(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
    }

    interface Make13<A, B, C, D, E, F, G, H, I, J, K, L, M, T> {
        T make(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
    }
}
