using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Targets;
using Broadside.Tests.Mirror.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>Short ways to mirrors of a test's newsroom.</summary>
internal static class Mirrors
{
    /// <summary>A newsroom whose wires keep real time: servers of others look at the clock too.</summary>
    public static Task<TestNewsroom> OpenAsync(string engine = Engines.Sqlite, MirrorPatience? patience = null) =>
        TestNewsroom.OpenAsync(engine, services => services.AddSingleton(new OpenTarget(TimeProvider.System) { Patience = patience ?? MirrorPatience.Usual }));

    public static async Task<MirrorRow> AddAsync(TestNewsroom newsroom, FarServer far, string? at = null, string? password = null)
    {
        var wish = new AddMirror.Wish("lisbon", far.Address, at) { User = far.User, Password = password ?? far.Secret, ByOperator = true };
        var added = await newsroom.Get<AddMirror>().RunAsync(wish, Actor.Operator, default);
        Assert.True(added.IsDone, added.Refusal?.Message);
        if (added.Value.SshKey is { } line)
        {
            await far.AuthorizeAsync(line);
        }
        return added.Value;
    }

    /// <summary>A second after the last.</summary>
    public static Task<Outcome<PushRow>> PushAsync(TestNewsroom newsroom, bool all = false)
    {
        newsroom.Time.Advance(TimeSpan.FromSeconds(1));
        return newsroom.Get<PushMirror>().RunAsync(IdOf(newsroom), all, null, TestContext.Current.CancellationToken);
    }

    public static async Task<PushRow> PushedAsync(TestNewsroom newsroom)
    {
        var outcome = await PushAsync(newsroom);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    public static async Task<MirrorRow> RowAsync(TestNewsroom newsroom) => (await newsroom.Get<MirrorQueries>().FindAsync("lisbon", default))!;

    private static string IdOf(TestNewsroom newsroom)
    {
        using var db = newsroom.Db();
        return db.Set<MirrorRow>().Single(m => m.DroppedAt == null).Id;
    }
}
