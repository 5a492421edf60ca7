using System.Net;
using Broadside.Jobs;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Broadside.Tests.Subscribers;

/// <summary>What tests do with a served newsroom as its readers: sign up, open links, press buttons. Neither scripts nor cookies.</summary>
internal static class ReaderDesk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What was answered.</summary>
    public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
    {
        public bool Says(string text) => Body.Contains(text, StringComparison.Ordinal);
    }

    public static async Task<Answer> SendAsync(this HostedNewsroom newsroom, HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }
        var answer = await newsroom.Client.SendAsync(request, Cancel);
        Assert.False(answer.Headers.Contains("Set-Cookie"), path);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer);
    }

    public static Task<Answer> GetAsync(this HostedNewsroom newsroom, string path) => newsroom.SendAsync(HttpMethod.Get, path);

    public static Task<Answer> PostAsync(this HostedNewsroom newsroom, string path, params (string Name, string Value)[] fields) => newsroom.SendAsync(HttpMethod.Post, path, fields);

    /// <summary>Everything that is due now, until nothing is.</summary>
    public static Task WorkAsync(this HostedNewsroom newsroom) => newsroom.Get<JobRunner>().WorkAsync();

    public static async Task WorkAsync(this JobRunner runner)
    {
        while (await runner.RunDueAsync(Cancel) > 0)
        {
        }
    }

    /// <summary>Signs up by the form and gives the mail that came of it.</summary>
    public static async Task<MimeMessage> AskAsync(this HostedNewsroom newsroom, string address, params (string Name, string Value)[] fields)
    {
        var before = Outbox.Of(newsroom.Folder).Count;
        var answer = await newsroom.PostAsync("/subscribe", [("address", address), .. fields]);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await newsroom.WorkAsync();
        return Assert.Single(Outbox.Of(newsroom.Folder).Skip(before));
    }

    /// <summary>Somebody on the list; the path of their own page.</summary>
    public static async Task<(Subscriber Subscriber, string Me)> JoinAsync(this HostedNewsroom newsroom, string address)
    {
        var confirm = (await newsroom.AskAsync(address)).Link("/subscribe/confirm/");
        await newsroom.PostAsync(confirm, ("act", "confirm"));
        await newsroom.WorkAsync();
        return (await newsroom.KnownAsync(address), Outbox.Of(newsroom.Folder)[^1].Link("/subscribe/me/"));
    }

    public static async Task<Subscriber> KnownAsync(this HostedNewsroom newsroom, string address)
    {
        await using var db = newsroom.Db();
        var key = SubscriberAddress.From(address)!.Value.Key;
        return await db.Set<Subscriber>().AsNoTracking().SingleAsync(s => s.AddressKey == key, Cancel);
    }

    public static async Task<IReadOnlyDictionary<ListEvent, long>> DaysAsync(this HostedNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return (await db.Set<SubscriberDay>().AsNoTracking().ToListAsync(Cancel)).GroupBy(d => d.Event).ToDictionary(g => g.Key, g => g.Sum(d => d.Count));
    }
}
