namespace Broadside.Guard;

/// <summary>Hears every version of the signed head, in order: all of them while the newsroom opens, then each new one, whichever program wrote it.</summary>
public interface IVersionListener
{
    /// <summary>So many versions are about to be heard: room can be made for them at once.</summary>
    void Expect(int count)
    {
    }

    /// <param name="version">What is live now.</param>
    /// <param name="card">JSON; empty where the version has none. Valid during the call.</param>
    void Hear(LiveVersion version, ReadOnlySpan<byte> card);

    /// <summary>All versions of a batch were heard: the moment to tell others.</summary>
    void HeardAll()
    {
    }

    /// <summary>The head is built anew: everything heard so far will be heard again.</summary>
    void Forget()
    {
    }
}
