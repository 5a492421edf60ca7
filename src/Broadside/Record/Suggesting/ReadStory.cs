using System.Text.Json;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Reading;

namespace Broadside.Record.Suggesting;

/// <summary>Suggests what the rules of <see cref="RecordReader"/> find, with the newsroom's own directory.</summary>
internal sealed class ReadStory(ActorQueries actors) : IReadText
{
    // Laid out once for the many texts that are read between two changes of the directory.
    private (string Mark, ActorDirectory Names)? directory;

    private const int LongestLabel = 140;
    private const int LongestTitle = 200;

    public async Task<IReadOnlyList<ReadSuggestion>> ReadAsync(TextToRead text, CancellationToken cancel)
    {
        var found = RecordReader.Read(
            new SourceText { Title = text.Title, Language = text.Language, Published = text.PublishedOn, Blocks = [.. text.Blocks.Select(b => new SourceBlock(b.Id, b.Kind, b.Text))] },
            await DirectoryAsync(cancel));
        return
        [
            .. found.Names.Where(n => n is { Actor: null, IsOffered: true, Candidates.Count: 0 }).DistinctBy(n => n.Name, StringComparer.OrdinalIgnoreCase).Select(Person),
            .. found.Roles.Select(Role),
            .. found.Quotes.Where(q => q.IsOffered).Select(Quote),
            .. found.Reports.Select(Retold),
            .. found.Events.Select(e => Event(e, text.Article)),
        ];
    }

    private async Task<ActorDirectory> DirectoryAsync(CancellationToken cancel)
    {
        var mark = await actors.MarkAsync(cancel);
        if (directory is not { } known || known.Mark != mark)
        {
            directory = known = (mark, new ActorDirectory((await actors.AllAsync(cancel)).Select(Known)));
        }
        return known.Names;
    }

    private static DirectoryActor Known(ActorQueries.Entry entry) => new()
    {
        Id = entry.Actor.Id,
        Kind = entry.Actor.Kind,
        Name = entry.Actor.Name,
        Country = entry.Actor.Country,
        Aliases = [.. entry.Aliases.Select(a => new KnownName(a.Alias, a.IsAmbiguous, a.Kind == AliasKind.Metonym))],
        Roles = [.. entry.Roles.Select(r => new DatedRole(r.Title, r.Org, Edtf.Parse(r.SinceEdtf)?.Earliest, Edtf.Parse(r.UntilEdtf)?.Latest))],
    };

    private static ReadSuggestion Person(FoundName name) =>
        Make(SuggestionKind.Actor, new ActorFields { Kind = name.Kind, Name = Cut(name.Name, LongestTitle) }, name.Passage, name.Reason);

    private static ReadSuggestion Role(FoundRole role) =>
        Make(SuggestionKind.Role, new RoleFields { Actor = Who(role.Actor, role.Holder), Title = Cut(role.Title, LongestTitle), Org = role.Country }, role.Passage, role.Reason);

    private static ReadSuggestion Quote(FoundQuote quote) => Make(
        SuggestionKind.Quote,
        new QuoteFields
        {
            Speaker = quote.Speaker is { } speaker ? Who(speaker.Actor, speaker.Name) : null,
            SpeakerText = quote.Speaker is { } by ? Cut(by.Name, LongestTitle) : null,
            Cue = quote.Cue,
            Venue = quote.Venue,
        },
        quote.Passage, quote.Reason);

    // What somebody said, in the writer's words.
    private static ReadSuggestion Retold(FoundReport report) => Make(
        SuggestionKind.Quote,
        new QuoteFields { Speaker = Who(report.Speaker.Actor, report.Speaker.Name), SpeakerText = Cut(report.Speaker.Name, LongestTitle), Cue = report.Cue, Venue = report.Venue, IsDirect = false },
        report.Passage, report.Reason);

    private static ReadSuggestion Event(FoundEvent happened, string article) => Make(
        SuggestionKind.Event,
        new EventFields
        {
            Label = Cut(happened.Label, LongestLabel),
            Edtf = When(happened)?.Text,
            Basis = Basis(happened),
            Factuality = happened.Factuality == Factuality.Alleged && happened.AllegedBy is null ? Factuality.Reported : happened.Factuality,
            AllegedBy = happened is { Factuality: Factuality.Alleged, AllegedBy: { } by } ? "name:" + by : null,
            Actors = [.. happened.Actors.Select(a => Who(a.Actor, a.Name)).Distinct()],
            Recipients = [.. happened.Recipients.Select(a => Who(a.Actor, a.Name)).Distinct()],
            PloverType = happened.PloverType,
            PloverMode = happened.PloverMode,
            Score = happened.Score is { } score ? (int)Math.Round(score * 10) : null,
            Salience = happened.Salience,
        },
        happened.Sentence, happened.Reason) with
    {
        AlsoIn = [.. happened.AlsoIn.Select(p => new AnchorPick(article, p.Block, p.Start, p.End, p.Exact))],
    };

    private static Edtf? When(FoundEvent happened) => Edtf.Parse(happened.Edtf);

    // An exact day is only ever counted from one that the text states. Which event a date counts from, a person says.
    private static DateBasis Basis(FoundEvent happened) => (When(happened), happened.Basis) switch
    {
        (null, _) => DateBasis.Unknown,
        ({ IsExactDay: true }, _) or (_, DateBasis.Stated) => DateBasis.Stated,
        _ => DateBasis.Inferred,
    };

    private static string Who(string? actor, string name) => actor ?? "name:" + Cut(name, LongestTitle);

    private static ReadSuggestion Make<T>(SuggestionKind kind, T fields, Passage passage, Reason reason) =>
        new(kind, JsonSerializer.Serialize(fields, CanonicalJson.Options), passage.Block, passage.Start, passage.End, passage.Exact, reason.Rule, reason.Why, (int)Math.Round(reason.Confidence * 100));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";
}
