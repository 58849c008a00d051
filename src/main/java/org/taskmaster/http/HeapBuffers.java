package org.taskmaster.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/// Buffers that are arrays. Others are taken from outside the heap for each read and given back after it,
/// which for a few bytes is more work than all the rest of the read.
final class HeapBuffers extends AbstractByteBufAllocator {

    @Override
    public ByteBuf ioBuffer(int capacity) {
        return heapBuffer(capacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int capacity, int most) {
        return new UnpooledHeapByteBuf(this, capacity, most);
    }

    @Override
    protected ByteBuf newDirectBuffer(int capacity, int most) {
        return UnpooledByteBufAllocator.DEFAULT.directBuffer(capacity, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
