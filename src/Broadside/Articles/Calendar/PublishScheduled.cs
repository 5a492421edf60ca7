using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;

namespace Broadside.Articles.Calendar;

/// <summary>
/// Publishes what was approved once its hour has come. Whatever runs it twice (a second node, a worker that died at the last
/// moment) finds the article off the schedule, for both end in one transaction.
/// </summary>
internal sealed class PublishScheduled(PublishArticle publish, UnscheduleArticle unschedule, Schedules schedules, VersionStore versions, IEnumerable<IAlarmBell> bells, TimeProvider time) : IJob
{
    public const string JobKind = "publish scheduled";

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } noKey)
        {
            // Another node may have the key, or somebody brings it.
            throw new InvalidOperationException(noKey.Message);
        }
        var scheduled = JsonSerializer.Deserialize<ScheduledPublication>(payload, CanonicalJson.Options)!;
        var (id, at) = (scheduled.Approval.Article, scheduled.Approval.At);
        if (!schedules.IsGenuine(scheduled) && Defence.IsOn("signed-schedule"))
        {
            await RingAsync(id, $"The database held an order to publish {id} that this newsroom did not give. It was not followed. Run `broadside doctor`, and find out who had access to the database.", cancel);
            return;
        }
        if (at > time.GetUtcNow() && Defence.IsOn("schedule-hour"))
        {
            await schedules.PutBackAsync(scheduled, cancel);
            await RingAsync(id, $"The database's order to publish {id} came before the hour that was approved, {at:yyyy-MM-dd HH:mm} UTC. It waits for that hour. Find out who had access to the database.", cancel);
            return;
        }
        var outcome = await publish.RunScheduledAsync(id, scheduled.Content, at, new Actor(scheduled.Approval.Who, scheduled.Approval.Who), cancel);
        if (outcome.Refusal is { Code: not "not_scheduled" } refusal)
        {
            await unschedule.RunAsync(id, refusal.Message, Actor.Operator, cancel);
            await RingAsync(id, $"{id} was to be published at {at:yyyy-MM-dd HH:mm} UTC and was not: {refusal.Message}", cancel);
        }
    }

    private async Task RingAsync(string id, string message, CancellationToken cancel)
    {
        foreach (var bell in bells)
        {
            await bell.RingAsync("schedule", Article.Subject(id), message, cancel);
        }
    }
}
