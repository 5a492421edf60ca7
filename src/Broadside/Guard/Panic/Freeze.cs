using System.Text.Json;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Guard.Panic;

/// <summary>
/// Whether publishing is frozen: while the file <c>frozen</c> lies in the data folder nothing new is signed but what the guard
/// itself takes back. A file, because it holds for every program on the folder at once and needs no database.
/// </summary>
public sealed class Freeze(DataFolder folder)
{
    private readonly string path = folder.Within("frozen");

    public bool IsOn => File.Exists(path);

    /// <summary>Since when; null when nothing is frozen.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            try
            {
                return CanonicalJson.Read<Note>(File.ReadAllBytes(path)).At;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (Exception e) when (e is IOException or JsonException)
            {
                return DateTimeOffset.UnixEpoch;
            }
        }
    }

    /// <summary>Why nothing can be published; null when it can.</summary>
    public Refusal? Refusal => IsOn && Defence.IsOn("panic-freeze")
        ? new Refusal("frozen", "Publishing is frozen: somebody pressed panic. An owner opens it again at the desk under “Keys”, or by `broadside panic --end`.")
        : null;

    internal void Begin(DateTimeOffset at)
    {
        if (!IsOn)
        {
            AtomicFile.Write(path, CanonicalJson.Bytes(new Note(at)));
            FolderFlush.Run(folder.Path);
        }
    }

    internal void End()
    {
        File.Delete(path);
        FolderFlush.Run(folder.Path);
    }

    /// <summary>The last door: a way to publish that did not ask.</summary>
    /// <exception cref="SettingsException">Something is to be signed that must not be.</exception>
    internal void Stop(IReadOnlyList<VersionDraft> drafts)
    {
        if (drafts.Any(d => d.Who.Id != Actor.Guard.Id && d.Subject != SiteRecord.Subject(KeyFacts.Part)) && Refusal is { } refusal)
        {
            throw new SettingsException(refusal.Message);
        }
    }

    private sealed record Note(DateTimeOffset At);
}
