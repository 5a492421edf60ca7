using System.Globalization;
using System.Text;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Storage;

namespace Broadside.Mirror.Pushing;

/// <summary>
/// What may lie at a mirror: the lists of sums of all editions whose files were begun to be put there, kept in <c>mirrors/ID/</c> in the
/// data folder until a later edition is whole there. So nothing that was ever put there is forgotten, whenever a push was broken off.
/// </summary>
internal sealed class PlacedSums(DataFolder folder, string mirror)
{
    private const string Ending = ".sums";

    /// <summary>The folder of this mirror.</summary>
    public string Path { get; } = folder.Within("mirrors", mirror);

    /// <summary>Before the first file of that edition is put where readers see it.</summary>
    public void Keep(LocalEdition edition)
    {
        Directory.CreateDirectory(Path);
        var file = FileOf(edition.Number);
        AtomicFile.Write(file, edition.Sums);
        FolderFlush.Run(Path);
    }

    /// <summary>Hash by name, of each edition whose files may lie there.</summary>
    public IReadOnlyList<Dictionary<string, string>> Lists() => [.. Kept().Select(file => EditionSums.Read(File.ReadAllText(file, Encoding.UTF8)))];

    /// <summary>All but that edition's: it is whole there, and nothing else lies beside it.</summary>
    public void Forget(long except)
    {
        foreach (var file in Kept().Where(f => f != FileOf(except)))
        {
            File.Delete(file);
        }
    }

    private string FileOf(long number) => System.IO.Path.Combine(Path, number.ToString(CultureInfo.InvariantCulture) + Ending);

    private string[] Kept() => Directory.Exists(Path) ? Directory.GetFiles(Path, "*" + Ending) : [];
}
