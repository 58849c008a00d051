package org.taskmaster.model;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/// A list whose items are made of those of another one each time they are asked for, so that a long list costs
/// nothing while it is not looked at.
///
/// @param <A> what they are made of
/// @param <B> what they are
public final class OnDemand<A, B> extends AbstractList<B> implements RandomAccess {

    private final List<A> source;
    private final Function<A, B> making;

    /// @param source never changed
    /// @param making always makes the same of the same
    public OnDemand(List<A> source, Function<A, B> making) {
        this.source = source;
        this.making = making;
    }

    @Override
    public B get(int index) {
        return making.apply(source.get(index));
    }

    @Override
    public int size() {
        return source.size();
    }
}
