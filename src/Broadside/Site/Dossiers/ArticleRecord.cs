using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Views;
using Broadside.Record.Dossiers;
using Broadside.Site.Pages;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>
/// What an article's page gains from the dossier that it belongs to: a box, links at names and quotations, the cards these lead
/// to, and the claims for search engines. Of several dossiers the one that changed last.
/// </summary>
public sealed class ArticleRecord(DossierArchive archive, ReadDossier read, DossierData data)
{
    private const int MostNames = 10;
    private const int MostQuotes = 8;

    /// <param name="View">For the template.</param>
    /// <param name="Blocks">The body with its names and quotations marked.</param>
    /// <param name="Data">What the article's JSON-LD gains.</param>
    public sealed record Made(RecordView View, IReadOnlyList<Block> Blocks, JsonObject Data);

    /// <summary>Null for an article in no dossier.</summary>
    /// <param name="content">As it is shown.</param>
    public async Task<Made?> MakeAsync(Setting setting, ArticleContent content, CancellationToken cancel)
    {
        setting.Notes.Note(DossierArchive.ListSubject);
        if (content.Kind == ArticleKind.Page || archive.Of(content.Id) is not [var line, ..] || await read.RunAsync(line.Slug, setting.Notes, cancel, content) is not { } live || !live.Articles.Any(a => a.Id == content.Id))
        {
            return null;
        }
        var marks = new RecordMarks(content.Blocks);
        var cards = Quotes(setting.Words, live, content, marks).Concat(Names(setting.Words, live, content, marks)).ToList();
        var dossier = live.Dossier;
        var view = new RecordView(new Link(live.Address, dossier.Title), dossier.Story is [.., var last] ? last.Text : null, [.. cards.OrderBy(c => c.Place).Select(c => c.Card)]);
        return new Made(view, marks.Marked(), data.Of(live, content.Id));
    }

    private static IEnumerable<((int Block, int At) Place, RecordCard Card)> Quotes(Words words, LiveDossier live, ArticleContent content, RecordMarks marks)
    {
        foreach (var quote in live.Dossier.Quotes.Where(q => q.IsDirect && q.Anchors.Any(a => a.Article == content.Id)).Take(MostQuotes))
        {
            var anchor = quote.Anchors.First(a => a.Article == content.Id);
            var id = "c-q-" + quote.Id;
            if (marks.Put(anchor.Block, anchor.Start, anchor.End, id) is { } place)
            {
                var name = live.Actor(quote.Speaker)?.Name ?? quote.SpeakerText;
                var href = live.Address + (live.Quotes.Any(q => q.Id == quote.Id) ? "#q-" + quote.Id : "");
                yield return (place, new RecordCard(id, words.Text("dossier.cards.words", ("name", name)), ClaimWords.Card(words, live, quote), href, "#b-" + anchor.Block));
            }
        }
    }

    private static IEnumerable<((int Block, int At) Place, RecordCard Card)> Names(Words words, LiveDossier live, ArticleContent content, RecordMarks marks)
    {
        var count = 0;
        // A card that says nothing is none.
        foreach (var actor in live.Actors.Where(a => a.Roles.Count > 0))
        {
            // A single other name may be anybody's: of those only such as hold several words are looked for.
            var names = actor.Aliases.Where(a => a.Contains(' ', StringComparison.Ordinal)).Prepend(actor.Name);
            var id = "c-a-" + actor.Id;
            if (count < MostNames && marks.PutFirst(names, id) is var (place, block))
            {
                count++;
                var roles = string.Join("; ", actor.Roles.Select(r => ClaimWords.DatedRole(words, r)));
                yield return (place, new RecordCard(id, actor.Name, roles, $"{live.Address}#a-{actor.Id}", "#b-" + block));
            }
        }
    }
}
