namespace Broadside.Articles.Calendar;

/// <summary>
/// What was approved to be published, and when. Signed by the site key, because it lies in the database until then: who can
/// write there can neither put another text in its place nor bring the hour forward.
/// </summary>
/// <param name="Article">Its id.</param>
/// <param name="At">The hour.</param>
/// <param name="Who">Id of the person who approved.</param>
/// <param name="Sha256">Of the content.</param>
internal sealed record ScheduleApproval(string Article, DateTimeOffset At, string Who, string Sha256)
{
    public string What { get; init; } = "publish";
}

/// <summary>The payload of the job that publishes it. <paramref name="Content"/>: canonical JSON of the article as it was approved.</summary>
internal sealed record ScheduledPublication(ScheduleApproval Approval, string Key, string Signature, string Content);
