using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>The job that makes all sizes of a new picture before a reader asks for them. What it did not get to is made at the first request.</summary>
public sealed class MakeRenditions(IDbContextFactory<NewsroomDb> dbs, Renditions renditions) : IJob
{
    public const string JobKind = "media.renditions";

    public string Kind => JobKind;

    public static bool Wants(MediaFile file) => file.Width is not null && !file.Animated && MediaType.Named(file.MediaType) is { Kind: MediaKind.Picture };

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var sha256 = JsonSerializer.Deserialize<string>(payload, CanonicalJson.Options);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel) is not { Width: { } width } file)
        {
            return;
        }
        foreach (var step in MediaAddress.Widths(width))
        {
            foreach (var format in MediaAddress.Formats)
            {
                await renditions.PathAsync(new RenditionName(file.Sha256, step, format), cancel);
            }
        }
    }
}
