namespace Broadside.Mirror.Targets;

/// <summary>What went wrong at the far side of a push, as far as it can be told.</summary>
public enum TroubleKind
{
    /// <summary>No such host, no answer, no connection; a folder that is not there.</summary>
    Unreachable,

    /// <summary>Password or key were refused.</summary>
    Login,

    /// <summary>The host shows another key than the first time.</summary>
    HostKey,

    /// <summary>It may be read but not written.</summary>
    Denied,
    Full,

    /// <summary>It took the connection and then was silent.</summary>
    Slow,
    Broken,

    /// <summary>The program that is needed is not on this machine.</summary>
    NoProgram,
}

/// <summary>A mirror did not take what was sent. Nothing is lost by that; the push is tried again later.</summary>
#pragma warning disable CA1710 // the one thing that a target may throw of its wire
public sealed class MirrorTrouble(TroubleKind kind, string said) : Exception(Sentence(kind, said))
#pragma warning restore CA1710
{
    private const int LongestSaid = 300;

    public TroubleKind Kind => kind;

    /// <summary>The far side's own words, on one line.</summary>
    public string Said { get; } = OneLine(said);

    private static string Sentence(TroubleKind kind, string said) => kind switch
    {
        TroubleKind.Unreachable => "The mirror cannot be reached",
        TroubleKind.Login => "The mirror refuses the password or key; add the mirror again with the right one",
        TroubleKind.HostKey => "The mirror's host shows another key than the first time: ask its volunteer whether the machine was set up anew, and if it was, remove the mirror and add it again",
        TroubleKind.Denied => "The mirror may be read but not written; ask its volunteer for the right to write",
        TroubleKind.Full => "The mirror has no room left; ask its volunteer for more",
        TroubleKind.Slow => "The mirror stopped answering in the middle",
        TroubleKind.NoProgram => "A program is missing on this machine",
        _ => "The mirror did not take the files",
    } + (said.Length > 0 ? $" ({OneLine(said)})." : ".");

    private static string OneLine(string said)
    {
        var line = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length <= LongestSaid ? line : line[..LongestSaid] + "…";
    }
}
