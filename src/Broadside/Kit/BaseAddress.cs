using System.Text;

namespace Broadside.Kit;

/// <summary>
/// The outlet's public address, without a slash at the end: the setting <c>Kit:Address</c>, else the one last served
/// (kept in <c>address</c> in the data folder), else <c>http://localhost:5080</c>. Where the outlet has moved away from that
/// (<c>moved</c> in the data folder), the address it has moved to.
/// </summary>
public sealed class BaseAddress(DataFolder folder, KitSettings settings)
{
    private readonly string file = folder.Within("address");
    private readonly string movedFile = folder.Within("moved");
    private string? served;
    private bool hasSought;
    private (string From, string To)? moved;
    private bool hasLooked;

    public string Value
    {
        get
        {
            var set = Unmoved;
            return Moved() is var (from, to) && from == set ? to : set;
        }
    }

    public string Host => new Uri(Value).Authority;

    /// <summary>An address as RFC 3986 wants it: letters of other scripts in percent signs.</summary>
    /// <param name="path">A path from the root, as <c>/2026/11/slug/</c>.</param>
    public string Absolute(string path) => Ascii.IsValid(path) ? Value + path : new Uri(Value + path).AbsoluteUri;

    public void NoteServed(string address)
    {
        served = address.TrimEnd('/');
        if (folder.IsWritable())
        {
            File.WriteAllText(file, served);
        }
    }

    /// <summary>From now on the outlet is at another address than the settings say, until they say something else.</summary>
    public void MoveTo(string to)
    {
        if (to == Value)
        {
            return;
        }
        (moved, hasLooked) = ((Unmoved, to), true);
        if (folder.IsWritable())
        {
            File.WriteAllText(movedFile, $"{Unmoved}\n{to}\n");
        }
    }

    private string Unmoved => settings.Address?.TrimEnd('/') ?? LastServed() ?? "http://localhost:5080";

    private (string From, string To)? Moved()
    {
        if (!hasLooked)
        {
            moved = File.Exists(movedFile) && File.ReadAllLines(movedFile) is [var from, var to, ..] ? (from, to) : null;
            hasLooked = true;
        }
        return moved;
    }

    // Looked for once: every page asks for it.
    private string? LastServed()
    {
        if (served is null && !hasSought)
        {
            var kept = File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
            // What is served now, if another thread has just said so, counts more.
            served ??= kept;
            hasSought = true;
        }
        return served;
    }
}
