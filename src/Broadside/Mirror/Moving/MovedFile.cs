using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;

namespace Broadside.Mirror.Moving;

/// <summary><c>/.well-known/broadside/moved.json</c>: every address that the outlet has left and where it went, each signed. It is part of every edition, so each mirror tells it.</summary>
public sealed class MovedFile(SiteRecord site) : IPageSource
{
    public const string Path = "/.well-known/broadside/moved.json";

    public PageRender? Find(string path) => path == Path && site.Read<Moves>(Moves.Part).Last is not null ? Make : null;

    public IEnumerable<string> Paths() => site.Read<Moves>(Moves.Part).Last is null ? [] : [Path];

    private Task<Page?> Make(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(Moves.Part));
        return Task.FromResult<Page?>(new Page("application/json", CanonicalJson.Bytes(new { V = 1, Moves = site.Read<Moves>(Moves.Part).List })));
    }
}
