using System.Globalization;
using System.Text;
using Broadside.Articles;
using Broadside.Media;
using Broadside.Record;
using Broadside.Record.Anchoring;
using Broadside.Record.Dossiers;
using Broadside.Site.Pages;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>Makes what the template of a dossier's page shows.</summary>
public sealed class DossierViewMaker(ApprovedFiles files)
{
    private const int MostRefs = 3;
    private const int MostAliases = 3;
    private const int MostChanges = 20;

    public async Task<DossierView> MakeAsync(Setting setting, LiveDossier live, IReadOnlyList<DossierFile> offered, CancellationToken cancel)
    {
        var (words, dossier) = (setting.Words, live.Dossier);
        var dated = live.Events.Where(e => DateSaid.Tell(e.Edtf, words) is not null).ToList();
        var bar = TimeSpanBar.Of(dated, words.Dir == "rtl");
        var omitted = dossier.Events.Count - live.Events.Count;
        var view = new DossierView
        {
            Title = dossier.Title,
            Dek = dossier.Dek,
            Language = setting.Other(dossier.Language),
            Dir = setting.OtherDir(dossier.Language),
            Count = words.Count("lists.count", live.Articles.Count),
            Changed = setting.When(live.At),
            Story = [.. dossier.Story.Select(s => new DossierSentence(s.Text, Refs(words, live, s.Anchors)))],
            Timeline = [.. dated.Select(e => Event(words, live, e, bar))],
            Scale = bar is null ? [] : bar.Scale(words),
            Undated = [.. live.Events.Except(dated).Select(e => Event(words, live, e, null))],
            More = omitted > 0 ? words.Count("dossier.more", omitted) : null,
            Line = Line(words, live),
            Quotes = [.. live.Quotes.Select(q => Quote(setting, live, q))],
            Actors = [.. live.Actors.Select(a => Actor(words, a))],
            Sources = await SourcesAsync(setting, live, cancel),
            Articles = [.. live.Articles.Select(a => new DossierPart(a.Address, a.Title, a.Standfirst, a.PublishedAt is { } at ? setting.When(at) : null))],
            Log = [.. dossier.Log.Reverse().Take(MostChanges).Select(l => new DossierChange(setting.When(DateTimeOffset.FromUnixTimeSeconds(l.At)), l.Text))],
            Files = [.. offered.Select(f => new Link(live.Address + f.Name, words.Text("dossier.files." + f.Word)))],
        };
        return view with { Contents = Contents(words, view) };
    }

    private static List<Link> Contents(Words words, DossierView view)
    {
        (bool Is, string Name)[] parts = [(view.Timeline.Count + view.Undated.Count > 0, "timeline"), (view.Line is not null, "line"), (view.Quotes.Count > 0, "quotes"), (view.Actors.Count > 0, "who"), (view.Articles.Count > 0, "articles"), (view.Sources.Count > 0, "sources"), (view.Log.Count > 0, "log"), (view.Files.Count > 0, "files")];
        return [.. parts.Where(p => p.Is).Select(p => new Link("#" + p.Name, words.Text($"dossier.{p.Name}.title")))];
    }

    private static DossierEvent Event(Words words, LiveDossier live, PublishedEvent happened, TimeSpanBar? bar) => new(
        "e-" + happened.Id,
        ClaimWords.When(words, live, happened),
        Edtf.Parse(happened.Edtf) is { IsExactDay: true } day ? day.Text : null,
        happened.Salience switch { >= 3 => "key", <= 1 => "detail", _ => "plain" },
        bar?.Make(happened) ?? default,
        happened.Label,
        happened.Place,
        ClaimWords.State(words, live, happened),
        Refs(words, live, happened.Anchors));

    private static DossierQuote Quote(Setting setting, LiveDossier live, PublishedQuote quote)
    {
        var speaker = live.Actors.FirstOrDefault(a => a.Id == quote.Speaker);
        var name = live.Actor(quote.Speaker)?.Name ?? quote.SpeakerText;
        return new DossierQuote(
            "q-" + quote.Id,
            ClaimWords.Unquoted(quote.Text),
            quote.IsDirect,
            quote.Language == live.Dossier.Language ? null : quote.Language,
            new Link(speaker is null ? "" : "#a-" + speaker.Id, name),
            ClaimWords.RoleAt(live.Actor(quote.Speaker), quote.Edtf),
            ClaimWords.How(setting.Words, quote),
            ClaimWords.SourceOf(setting.Words, live, quote),
            Refs(setting.Words, live, quote.Anchors));
    }

    private static DossierActor Actor(Words words, PublishedActor actor) => new(
        "a-" + actor.Id,
        actor.Name,
        [.. actor.Roles.Select(r => ClaimWords.DatedRole(words, r))],
        actor.Aliases.Count == 0 ? null : words.Text("dossier.who.also", ("names", string.Join(words.Text("list.comma"), actor.Aliases.Take(MostAliases)))));

    private async Task<IReadOnlyList<DossierSource>> SourcesAsync(Setting setting, LiveDossier live, CancellationToken cancel)
    {
        var made = new List<DossierSource>(live.Sources.Count);
        foreach (var source in live.Sources)
        {
            setting.Notes.Allow(ContentWalk.HostOf(source.Url) is { } host ? [host] : []);
            var archived = source.Media is { } sha && await files.TypeAsync(sha, cancel) is { } type ? MediaAddress.Original(sha, type.Extension) : null;
            var about = new[] { source.IsAnonymous ? null : source.Publisher, setting.Words.Text("dossier.kind." + Snake(source.Kind.ToString())), DateSaid.Tell(source.Date, setting.Words) }.OfType<string>().Where(w => w != source.Title);
            made.Add(new DossierSource(
                "s-" + source.Id,
                source.IsAnonymous ? setting.Words.Text("dossier.sources.nameless") : source.Title,
                string.Join(setting.Words.Text("list.comma"), about),
                source.IsAnonymous || ContentWalk.HostOf(source.Url) is null ? null : source.Url,
                source.IsAnonymous ? null : archived,
                source.IsAnonymous && source.WhyAnonymous is { Length: > 0 } why ? why : null,
                Refs(setting.Words, live, source.Anchors)));
        }
        return made;
    }

    private static DossierLineView? Line(Words words, LiveDossier live)
    {
        if (RelationLine.Of(live.Dossier with { Events = live.Events }) is not { Points: [_, ..] points } || live.Actor(live.Dossier.PartyA) is not { } a || live.Actor(live.Dossier.PartyB) is not { } b)
        {
            return null;
        }
        string Direction(RelationPoint point) => point.Direction switch { RelationDirection.AToB => Towards(words, a, b), RelationDirection.BToA => Towards(words, b, a), _ => words.Together([a.Name, b.Name]) };
        var rows = points.Select(p => new DossierLineRow(DateSaid.Tell(p.Event.Edtf, words) ?? "", Direction(p), p.Event.Label, "#e-" + p.Event.Id, LinePicture.Told(words, p.Score))).ToList();
        var told = points.Zip(rows).ToDictionary(p => p.First, p => ($"{p.Second.When}: {p.Second.Text}. {p.Second.Direction}, {p.Second.Score}", p.Second.Href));
        var title = words.Text("dossier.line.between", ("a", a.Name), ("b", b.Name));
        var description = words.Text("dossier.line.described", ("n", words.Number(points.Count)), ("first", rows[0].When), ("last", rows[^1].When), ("lowest", LinePicture.Told(words, points.Min(p => p.Score))), ("highest", LinePicture.Told(words, points.Max(p => p.Score))));
        var both = points.Any(p => p.Direction == RelationDirection.Both) ? words.Text("dossier.line.both") : null;
        var method = words.Text("dossier.line.method") + (LinePicture.IsCut(points) ? " " + words.Text("dossier.line.cut") : "");
        return new DossierLineView(title, LinePicture.Make(points, words, title, description, p => told[p]), Towards(words, a, b), Towards(words, b, a), both, method, rows);
    }

    private static string Towards(Words words, PublishedActor from, PublishedActor to) => words.Text("dossier.line.towards", ("a", from.Name), ("b", to.Name));

    // One small number for each article that says so, leading to its words there.
    private static Html Refs(Words words, LiveDossier live, IReadOnlyList<Anchor> anchors)
    {
        var html = new StringBuilder();
        foreach (var anchor in anchors.DistinctBy(a => a.Article).Take(MostRefs))
        {
            var number = live.Articles.TakeWhile(a => a.Id != anchor.Article).Count() + 1;
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Escape(Place.Of(live.Article(anchor.Article), anchor))}\" aria-label=\"{Html.Escape(words.Text("dossier.ref", ("n", words.Number(number))))}\">{number}</a>");
        }
        return html.Length == 0 ? default : new Html($"<sup class=\"ref\">{html}</sup>");
    }

    private static string Snake(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
