using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.Enter)]
public sealed class Home(HomeQueries home, Inbox inbox, StaffQueries staff, AuditNames naming, ActQueries acts, SeeNews see, RemoveSample sample, IEnumerable<DeskEntry> entries) : DeskPage
{
    private const int ShownWaiting = 8;

    private AuditNames.Known names = AuditNames.Known.Nobody;

    public string FirstName => Who.Name.Split(' ')[0];

    public bool Writes => Who.May(Right.Write);

    /// <summary>Whether articles have screens that a title can lead to.</summary>
    public bool HasArticles => entries.Any(e => e.Address == "/desk/articles");

    /// <summary>A password alone lets this person in.</summary>
    public bool NeedsSecondWay { get; private set; }

    public IReadOnlyList<Alarm> Alarms { get; private set; } = [];

    public IReadOnlyList<AuditRow> News { get; private set; } = [];

    public IReadOnlyList<PendingAct> Acts { get; private set; } = [];

    public int Reports { get; private set; }

    /// <summary>The newest of what waits for this person; <see cref="MoreWaits"/> says whether there is more.</summary>
    public IReadOnlyList<InboxEntry> Waiting { get; private set; } = [];

    public bool MoreWaits { get; private set; }

    public bool ManagesSite => Who.May(Right.ManageSite);

    /// <summary>How many articles and pages of the sample outlet stand here.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Nothing was ever written here: home shows the first steps.</summary>
    public bool IsNew => Published == 0 && Drafts.Count == 0 && Counts.Count == 0;

    public IReadOnlyList<HomeQueries.OwnDraft> Drafts { get; private set; } = [];

    public IReadOnlyList<HomeQueries.Published> Recent { get; private set; } = [];

    public IReadOnlyDictionary<ArticleState, int> Counts { get; private set; } = new Dictionary<ArticleState, int>();

    public int Published { get; private set; }

    private Actor Who => HttpContext.Actor();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var member = HttpContext.Features.Get<LoginSessions.Found>()!.Member;
        NeedsSecondWay = member is { PasswordHash: not null, CodeSecret: null };
        Alarms = Who.May(Right.SeeHealth) ? await home.AlarmsAsync(cancel) : [];
        News = member.Role == Role.Owner ? await home.NewsAsync(member, cancel) : [];
        Acts = member.Role == Role.Owner ? await acts.WaitingAsync(cancel) : [];
        Reports = Who.May(Right.Review) ? await home.ReportsAsync(cancel) : 0;
        var waiting = await inbox.WaitingAsync(Who, before: null, ShownWaiting + 1, cancel);
        (Waiting, MoreWaits) = ([.. waiting.Take(ShownWaiting)], waiting.Count > ShownWaiting);
        SampleCount = ManagesSite ? await sample.CountAsync(cancel) : 0;
        Drafts = Writes ? await home.DraftsAsync(Who, cancel) : [];
        Recent = await home.RecentAsync(cancel);
        Counts = await home.CountsAsync(cancel);
        Published = home.PublishedCount();
        names = News.Count + Acts.Count > 0 ? naming.Of(await staff.NamesAsync(cancel), DeskWords.Of(HttpContext)) : names;
    }

    public async Task<IActionResult> OnPostSeenAsync(long seq, CancellationToken cancel)
    {
        await see.RunAsync(seq, Who, cancel);
        return Redirect("/desk");
    }

    /// <summary>"Ana Ruiz changed a role: Ben Okri".</summary>
    public string Sentence(AuditRow row)
    {
        var what = DeskWords.Title(DeskWords.Of(HttpContext), "what", row.What);
        var whom = row.Subject.StartsWith("staff/", StringComparison.Ordinal) ? row.Subject["staff/".Length..] : null;
        var who = row.Who == "unknown" ? what : $"{NameOf(row.Who)} {what}";
        var sentence = whom is null || whom == row.Who ? who : $"{who}: {NameOf(whom)}";
        return char.ToUpper(sentence[0], System.Globalization.CultureInfo.InvariantCulture) + sentence[1..];
    }

    public string NameOf(string id) => names.Person(id);
}
