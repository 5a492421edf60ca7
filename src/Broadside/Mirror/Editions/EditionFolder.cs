using Broadside.Kit;

namespace Broadside.Mirror.Editions;

/// <summary>
/// <c>edition/</c> in the data folder: the newsroom's newest edition as files. It is what mirrors get, and what is still good when the
/// database is not.
/// </summary>
public sealed class EditionFolder(DataFolder folder)
{
    public string Path => folder.Within("edition");

    /// <summary>The memory of what its pages were made from.</summary>
    public string State => folder.Within("edition.state");

    /// <summary>Held by whoever makes an edition.</summary>
    public string Lock => folder.Within("edition.lock");

    /// <summary>A data folder that cannot be written serves what it holds, and makes no edition.</summary>
    public bool CanWrite => folder.IsWritable();

    public string Within(string name) => System.IO.Path.Combine(Path, name);
}
