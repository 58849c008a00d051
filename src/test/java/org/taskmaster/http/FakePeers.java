package org.taskmaster.http;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.taskmaster.linux.SocketInput;

/// A machine with root, the supervisor's user sup (100), alice (1000) who is in the group wheel, and bob
/// (1001), carol (1002) and dave (1003); whoever connects is `peer`.
final class FakePeers implements Peers {

    static final Peer SUP = new Peer(100, 100, 4711);
    static final Peer ROOT = new Peer(0, 0, 4712);
    static final Peer ALICE = new Peer(1000, 1000, 4713);
    static final Peer BOB = new Peer(1001, 1001, 4714);
    static final Peer CAROL = new Peer(1002, 1002, 4715);
    static final Peer DAVE = new Peer(1003, 1003, 4716);

    private static final Map<Integer, String> NAMES =
            Map.of(0, "root", 100, "sup", 1000, "alice", 1001, "bob", 1002, "carol", 1003, "dave");

    private volatile Peer peer = SUP;
    private final CountDownLatch namesCome = new CountDownLatch(1);
    private volatile boolean namesHang;
    private volatile boolean noInlets;
    private final Queue<Peer> lookUps = new ConcurrentLinkedQueue<>();

    private volatile CountDownLatch mayMeet = new CountDownLatch(0);
    private final Semaphore met = new Semaphore(0);

    /// Who connects from now on.
    void are(Peer who) {
        peer = who;
    }

    /// Waits until the next of those who connected has been met.
    void awaitMet() {
        met.acquireUninterruptibly();
    }

    /// From now on nobody is met before [#goOn], and nothing else is done by the server.
    void holdUp() {
        mayMeet = new CountDownLatch(1);
    }

    void goOn() {
        mayMeet.countDown();
    }

    /// From now on names are not told before [#namesCome].
    void namesHang() {
        namesHang = true;
    }

    void namesCome() {
        namesCome.countDown();
    }

    @Override
    public Peer peer(int descriptor) throws IOException {
        if (descriptor < 0) {
            throw new IOException("no descriptor");
        }
        await(mayMeet);
        Peer who = peer;
        met.release();
        return who;
    }

    @Override
    public Inlet inlet(int descriptor) throws IOException {
        if (noInlets) {
            throw new IOException("there are none");
        }
        return new SocketInlet(new SocketInput(descriptor));
    }

    /// From now on nothing can be read but requests.
    void noInlets() {
        noInlets = true;
    }

    @Override
    public int ownUid() {
        return 100;
    }

    @Override
    public String nameOf(int uid) {
        return NAMES.getOrDefault(uid, Integer.toString(uid));
    }

    /// How often somebody has been looked up among the operators.
    long lookedUp(Peer who) {
        return lookUps.stream().filter(who::equals).count();
    }

    @Override
    public boolean isOneOf(Peer who, Set<String> named) {
        if (named.contains("@wheel")) {
            lookUps.add(who);
        }
        if (namesHang) {
            await(namesCome);
        }
        return named.contains(nameOf(who.uid())) || who.uid() == 1000 && named.contains("@wheel");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
