using System.Text.Json;

namespace Broadside.Guard;

/// <summary>Hears every version of the signed head, in order: all of them while the newsroom opens, then each new one, whichever program wrote it.</summary>
public interface IVersionListener
{
    void Hear(LiveVersion version, JsonElement? card);

    /// <summary>All versions of a batch were heard: the moment to tell others.</summary>
    void HeardAll()
    {
    }

    /// <summary>The head is built anew: everything heard so far will be heard again.</summary>
    void Forget()
    {
    }
}
