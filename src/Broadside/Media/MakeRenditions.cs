using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>
/// The job that makes all sizes of a new picture before a reader asks for them: one at a turn, so that nothing else has to wait
/// long, and of all pictures first the JPEGs, smallest first, then WebP, then AVIF.
/// </summary>
public sealed class MakeRenditions(IDbContextFactory<NewsroomDb> dbs, Renditions renditions, JobQueue jobs) : IJob
{
    public const string JobKind = "media.renditions";

    private static readonly MediaType[] QuickestFirst = [MediaType.Jpeg, MediaType.Webp, MediaType.Avif];

    public string Kind => JobKind;

    public static bool Wants(MediaFile file) => file.Width is not null && !file.Animated && MediaType.Named(file.MediaType) is { Kind: MediaKind.Picture };

    /// <summary>Puts the first step for a new picture into the queue; the caller saves.</summary>
    public static Task QueueAsync(JobQueue jobs, NewsroomDb db, MediaFile file, CancellationToken cancel) =>
        QueueAsync(jobs, db, new RenditionName(file.Sha256, MediaAddress.AllWidths[0], QuickestFirst[0]), cancel);

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var sha256 = JsonSerializer.Deserialize<string>(payload, CanonicalJson.Options);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel) is not { Width: { } width } file)
        {
            return;
        }
        var missing = QuickestFirst.SelectMany(_ => MediaAddress.Widths(width), (format, step) => new RenditionName(file.Sha256, step, format)).Where(r => !File.Exists(renditions.PathOf(r))).Take(2).ToList();
        if (missing is not [var next, ..] || await renditions.PathAsync(next, cancel) is null)
        {
            return;
        }
        if (missing is [_, var after])
        {
            await QueueAsync(jobs, db, after, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    private static Task QueueAsync(JobQueue jobs, NewsroomDb db, RenditionName step, CancellationToken cancel) =>
        jobs.AddAsync(db, JobKind, step.Sha256, cancel, priority: 7 + Array.IndexOf(QuickestFirst, step.Format), uniqueKey: $"{JobKind} {step.FileName}");
}
