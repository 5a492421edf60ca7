using Broadside.Media;

namespace Broadside.Backup.Packing;

/// <summary>Names of a backup's entries, and where each belongs in a data folder.</summary>
public static class EntryName
{
    public const string Settings = "settings.json";

    /// <summary>The private keys and what else is secret, under a passphrase.</summary>
    public const string Secrets = "keys.sealed";

    private const string MediaStart = "media/";
    private const string OriginalStart = "originals/";
    private const string FileStart = "files/";
    private const string PeopleStart = "people/files/";

    public static string Media(string sha256) => MediaStart + sha256;

    public static string Original(string sha256) => OriginalStart + sha256;

    /// <param name="place">In the data folder, with slashes.</param>
    /// <param name="isOfPeople">Whether it tells of subscribers or donors.</param>
    public static string File(string place, bool isOfPeople = false) => (isOfPeople ? PeopleStart : FileStart) + place;

    /// <summary>Where it belongs, below the data folder; null for what is no file of it.</summary>
    /// <exception cref="FormatException">The name leads out of the folder, or where no backup writes.</exception>
    public static string? Place(string name)
    {
        if (name.StartsWith(MediaStart, StringComparison.Ordinal) && name[MediaStart.Length..] is var media)
        {
            return MediaStore.IsHash(media) ? $"media/{media[..2]}/{media[2..4]}/{media}" : throw Bad(name);
        }
        if (name.StartsWith(OriginalStart, StringComparison.Ordinal) && name[OriginalStart.Length..] is var original)
        {
            return MediaStore.IsHash(original) ? $"media/originals/{original[..2]}/{original[2..4]}/{original}" : throw Bad(name);
        }
        var start = name.StartsWith(FileStart, StringComparison.Ordinal) ? FileStart : name.StartsWith(PeopleStart, StringComparison.Ordinal) ? PeopleStart : null;
        if (start is null)
        {
            return null;
        }
        var place = name[start.Length..];
        return IsSafe(place) ? place : throw Bad(name);
    }

    /// <summary>Whether a path stays below the folder that it is joined to, on every system.</summary>
    public static bool IsSafe(string place) =>
        place.Length is > 0 and < 1024
        && place.AsSpan().IndexOfAny('\\', ':', '\0') < 0
        && place.Split('/').All(part => part is not ("" or "." or "..") && part.Length < 250);

    private static FormatException Bad(string name) => new($"The entry “{name}” leads where no backup writes.");
}
