using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;

namespace Broadside.Mirror.Pushing;

/// <summary>The newsroom's own edition at one moment: its list of sums and the signature over it, which fit each other.</summary>
public sealed partial class LocalEdition
{
    private const int MostTries = 20;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    public required long Number { get; init; }

    /// <summary><c>SHA256SUMS</c></summary>
    public required byte[] Sums { get; init; }

    /// <summary><c>SHA256SUMS.minisig</c></summary>
    public required byte[] Signature { get; init; }

    /// <summary>Hash by name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Null where there is no edition that is whole and signed by a key of this newsroom.</summary>
    public static async Task<LocalEdition?> ReadAsync(EditionFolder folder, KeyRing keys, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (Read(folder, keys) is { } read)
            {
                return read;
            }
            if (!File.Exists(folder.Within(EditionPath.Sums)))
            {
                return null;
            }
            // Somebody may be putting the newer signature beside the newer list just now.
            await Task.Delay(Moment, TimeProvider.System, cancel);
        }
        return null;
    }

    /// <summary>Whether the folder holds this edition still.</summary>
    public bool IsCurrent(EditionFolder folder)
    {
        try
        {
            return File.ReadAllBytes(folder.Within(EditionPath.Sums)).AsSpan().SequenceEqual(Sums);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The number that a trusted comment names; null where it names none.</summary>
    internal static long? NumberOf(string comment) =>
        NumberPart().Match(comment) is { Success: true } found && long.TryParse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static LocalEdition? Read(EditionFolder folder, KeyRing keys)
    {
        try
        {
            var sums = File.ReadAllBytes(folder.Within(EditionPath.Sums));
            var signature = File.ReadAllBytes(folder.Within(EditionPath.Signature));
            if (keys.CommentOf(sums, Encoding.UTF8.GetString(signature)) is not { } comment || NumberOf(comment) is not { } number)
            {
                return null;
            }
            var files = EditionSums.Read(Encoding.UTF8.GetString(sums));
            return files.Keys.All(EditionPath.IsSafe) ? new LocalEdition { Number = number, Sums = sums, Signature = signature, Files = files } : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?:\A| )edition:([0-9]{1,18})(?: |\z)")]
    private static partial Regex NumberPart();
}
