using System.Text.Json;
using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Following;

/// <summary>Puts the edition that was served before to the old ones, wherever the program was when it ended, and lets the oldest go.</summary>
internal static class TidyShelf
{
    /// <param name="shelf">Held by the caller.</param>
    /// <param name="keep">How many old editions stay; null: all.</param>
    public static void Run(MirrorShelf shelf, int? keep = null)
    {
        var aside = shelf.Next + ".aside";
        if (Directory.Exists(aside))
        {
            // The one step that this system takes as three was cut off: the old edition is put back.
            Restore(shelf, aside);
        }
        // Whole, and older than what is served: it was exchanged. Otherwise it is being put together.
        if (NumberIn(shelf.Next) is { } before && NumberIn(shelf.Folder) is { } served && File.Exists(Path.Combine(shelf.Next, SignedPath.Signature)) && before <= served)
        {
            PutAway(shelf, before, isSame: before == served);
        }
        foreach (var old in keep is { } most ? shelf.Kept().Skip(Math.Max(0, most)) : [])
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static void PutAway(MirrorShelf shelf, long number, bool isSame)
    {
        var place = shelf.Old(number);
        if (isSame || Directory.Exists(place))
        {
            Directory.Delete(shelf.Next, recursive: true);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        Directory.Move(shelf.Next, place);
    }

    private static void Restore(MirrorShelf shelf, string aside)
    {
        if (!Directory.Exists(shelf.Folder))
        {
            Directory.Move(aside, shelf.Folder);
        }
        else if (!Directory.Exists(shelf.Next))
        {
            Directory.Move(aside, shelf.Next);
        }
    }

    private static long? NumberIn(string folder)
    {
        var file = Path.Combine(folder, SignedPath.Statement);
        try
        {
            return File.Exists(file) ? EditionStatement.Read(File.ReadAllBytes(file))?.Number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
