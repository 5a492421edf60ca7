using System.Globalization;
using Broadside.Articles;
using Broadside.Digest.Composing;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Digest.Pages;

/// <summary>The digest that is next: what is in it, what it says, when it goes and to how many; until the cut-off all of it can be changed.</summary>
[Needs(Right.SendDigest)]
public sealed class Today(LookAhead look, CountReaders count, EditDigest edit, KeepHabits habits, TestDigest test, DigestQueries digests, Theme theme, IOutlet outlet) : DeskPage
{
    private const int MostItems = 400;

    public static IReadOnlyList<string> Forms { get; } = ["wide", "phone", "dark", "text"];

    public DigestKind Kind { get; private set; }

    public DigestRow Digest { get; private set; } = new() { Day = "" };

    public IReadOnlyList<ArticleContent> Articles { get; private set; } = [];

    public IReadOnlyList<ArticleContent> Dropped { get; private set; } = [];

    public IReadOnlyList<string> Corrections { get; private set; } = [];

    /// <summary>Not all of them fit whole.</summary>
    public bool HasHeadlines => Articles.Count > ComposeDigest.MostWhole;

    /// <summary>How many wait for the one after, because a message holds no more.</summary>
    public int Later { get; private set; }

    public CountReaders.Readers Readers { get; private set; } = new(0, 0);

    /// <summary>The one before, where there was one.</summary>
    public DigestRow? Last { get; private set; }

    public DigestHabits Habits => habits.Now;

    /// <summary>As what it is previewed.</summary>
    public string As { get; private set; } = Forms[0];

    public IReadOnlyList<(string Code, string Name)> Languages { get; private set; } = [];

    public string Language { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Note { get; private set; } = "";

    public IEnumerable<string> Reasons => HeldReason.Read(Digest.HeldBecause).Select(r => Words.Has("held." + r.Code) ? Words.Text("held." + r.Code, ("detail", r.Code == "heavy" ? theme.Vocabulary.For(r.Detail).Name : r.Detail)) : r.Message);

    public bool IsOpen => Digest.State == DigestState.Open;

    public bool IsEmpty => Articles.Count == 0 && Corrections.Count == 0;

    /// <summary>Somebody pressed "send now", and it can still be taken back.</summary>
    public bool IsAsked => EditDigest.Plan(Digest).IsAsked;

    public IEnumerable<KeyValuePair<string, string>> Hours => Enumerable.Range(0, 24).Select(h => KeyValuePair.Create(Number(h), $"{h:00}:00"));

    public IEnumerable<KeyValuePair<string, string>> Days => Enum.GetValues<DayOfWeek>().OrderBy(d => ((int)d + 6) % 7).Select(d => KeyValuePair.Create(d.ToString(), Words.Text("weekday." + Number(((int)d + 6) % 7))));

    public string Zone => outlet.Zone.Id;

    public string Here => Address(Kind, As, Language);

    public string Preview => DigestPreview.Path + new QueryBuilder { { "digest", Number(Digest.Number) }, { "as", As }, { "language", Language } }.ToQueryString();

    private Words Words => DeskWords.Of(HttpContext);

    public Task OnGetAsync(string? kind, string? @as, string? language, CancellationToken cancel) => ShowAsync(kind, @as, language, cancel);

    /// <summary>Every press keeps the order as it stands on the page, with what was pressed done to it.</summary>
    public async Task<IActionResult> OnPostAsync(string? kind, string? @as, string? language, long number, string[] item, string[] left, string? act, CancellationToken cancel)
    {
        var (order, dropped) = (item.Take(MostItems).ToList(), left.Take(MostItems).ToList());
        if (OrderAct.Read(act) is { List: "item" } press)
        {
            dropped = press is { What: "off", Place: >= 0 } && press.Place < order.Count ? [.. dropped, order[press.Place]] : dropped;
            order = press.On(order);
        }
        else if (OrderAct.Read(act) is { List: "left", What: "back" } back && back.Place >= 0 && back.Place < dropped.Count)
        {
            order.Add(dropped[back.Place]);
            dropped.RemoveAt(back.Place);
        }
        return await EndAsync(await edit.ArrangeAsync(number, order, dropped, HttpContext.Actor(), cancel), "digest_arranged", kind, @as, language, cancel);
    }

    public async Task<IActionResult> OnPostWordsAsync(string? kind, string? @as, string? language, long number, string? subject, string? note, CancellationToken cancel) =>
        await EndAsync(await edit.WordsAsync(number, subject, note, HttpContext.Actor(), cancel), "digest_words", kind, @as, language, cancel);

    public async Task<IActionResult> OnPostHoldAsync(string? kind, long number, CancellationToken cancel) =>
        await EndAsync(await edit.HoldAsync(number, HttpContext.Actor(), cancel), "digest_held", kind, null, null, cancel);

    public async Task<IActionResult> OnPostReleaseAsync(string? kind, long number, CancellationToken cancel) =>
        await EndAsync(await edit.ReleaseAsync(number, HttpContext.Actor(), cancel), "digest_released", kind, null, null, cancel);

    public async Task<IActionResult> OnPostNowAsync(string? kind, long number, CancellationToken cancel) =>
        await EndAsync(await edit.SendNowAsync(number, HttpContext.Actor(), cancel), "digest_asked", kind, null, null, cancel);

    public async Task<IActionResult> OnPostUndoAsync(string? kind, long number, CancellationToken cancel) =>
        await EndAsync(await edit.UndoAsync(number, HttpContext.Actor(), cancel), "digest_undone", kind, null, null, cancel);

    public async Task<IActionResult> OnPostTestAsync(string? kind, string? @as, string? language, long number, CancellationToken cancel) =>
        await EndAsync(await test.RunAsync(number, language, HttpContext.Features.Get<LoginSessions.Found>()!.Member.Email, cancel), "digest_tested", kind, @as, language, cancel);

    public async Task<IActionResult> OnPostHabitsAsync(string? kind, bool isOn, int hour, DayOfWeek day, CancellationToken cancel) =>
        await EndAsync(await habits.RunAsync(new DigestHabits { IsOn = isOn, Hour = hour, WeeklyDay = day }, HttpContext.Actor(), cancel), "digest_hours", kind, null, null, cancel);

    public string Address(DigestKind kind, string form, string language) =>
        "/desk/digest" + new QueryBuilder(new Dictionary<string, string> { ["kind"] = Word(kind), ["as"] = form, ["language"] = language }.Where(q => q.Value.Length > 0 && q is not { Key: "kind", Value: "daily" } and not { Key: "as", Value: "wide" })).ToQueryString();

    public string Said(DateTimeOffset at) => Words.When(at, outlet.Zone).Full;

    public string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, outlet.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(DigestKind kind) => kind.ToString().ToLowerInvariant();

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string done, string? kind, string? form, string? language, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(Address(KindOf(kind), FormOf(form), language ?? ""), done);
        }
        await ShowAsync(kind, form, language, cancel);
        return Refused(outcome.Refusal);
    }

    private static DigestKind KindOf(string? asked) => asked == "weekly" ? DigestKind.Weekly : DigestKind.Daily;

    private static string FormOf(string? asked) => Forms.FirstOrDefault(f => f == asked) ?? Forms[0];

    private async Task ShowAsync(string? kind, string? form, string? language, CancellationToken cancel)
    {
        (Kind, As) = (KindOf(kind), FormOf(form));
        var outlook = await look.RunAsync(Kind, cancel);
        (Digest, Dropped) = (outlook.Digest, outlook.Dropped);
        (Subject, Note) = (Digest.Subject ?? "", Digest.Note ?? "");
        Articles = [.. outlook.Gathered.Articles.Select(a => a.Content)];
        Corrections = [.. outlook.Gathered.Corrections.Select(c => c.Content.Title)];
        Later = outlook.Gathered.Later;
        Readers = await count.RunAsync(Kind, outlook.Gathered, cancel);
        Languages = [.. outlook.Gathered.Languages.Select(l => (l, theme.Vocabulary.For(l).Name))];
        Language = outlook.Gathered.LanguageFor(language ?? outlet.Language, Languages is [var first, ..] ? first.Code : "");
        Last = await digests.BeforeAsync(Digest, cancel);
    }
}
