using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import.WordPress;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Import;

/// <summary>
/// Brings WordPress exports over: a first look for what items may point to, then item by item in batches, each of them one
/// transaction that also moves the mark from which an interrupted run goes on.
/// </summary>
internal sealed class ImportWordPress(ImportRuns runs, Func<KeepPosts.Batch, KeepPosts> keeps, FillMissing fill, AddMedia add, SiteRecord site, Ids ids)
{
    public const string Platform = "wordpress";

    private const int BatchPosts = 200;
    private const int BatchCharacters = 8 * 1024 * 1024;

    /// <param name="files">Paths; an export may be in several files.</param>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="progress">0 to 1, with a word for what is being done.</param>
    /// <param name="cancel">Between two batches.</param>
    public async Task<Outcome<ImportReport>> RunAsync(IReadOnlyList<string> files, ImportOptions options, Action<double, string> progress, CancellationToken cancel)
    {
        if (options.Media is { } given && !Directory.Exists(given))
        {
            return new Refusal("media", $"There is no folder {given}; --media wants a copy of wp-content/uploads.", "media");
        }
        var looked = FirstLook.Take(files, f => progress(f * 0.15, "Looking through the files"), cancel);
        if (!looked.IsDone)
        {
            return looked.Refusal;
        }
        using var look = looked.Value;
        options = options with { Suspects = look.Domains.Suspects };
        var source = string.Join(", ", files.Select(Path.GetFileName));
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } gone)
        {
            return new Refusal("no_file", $"{gone} went away while it was read.", "file");
        }
        progress(0.15, "Making ready");
        using var alone = options.DryRun ? null : await runs.AloneAsync(cancel);
        var run = options.DryRun ? null : await runs.BeginAsync(Platform, source, Fingerprint(files, options), cancel);
        var terms = new OldTerms(look.Channels.SelectMany(c => c.Terms));
        var people = new OldPeople(look.Channels.SelectMany(c => c.Authors));
        var keep = keeps(new KeepPosts.Batch(run, people, terms, options));
        await keep.BeginAsync(cancel);
        var folder = options.Media is null ? null : new UploadFolder(options.Media);
        keep.Media = folder is null ? null : new MediaIntake(add, folder, look.Attachments, run?.Id, cancel);
        if (run is null || run is { File: 0, Item: 0 })
        {
            keep.Warn(look.Faults);
            keep.Find(look.Domains.Findings(look.Channels.SelectMany(c => new OldSite(c).Hosts).ToHashSet(StringComparer.Ordinal)));
        }
        for (var number = 0; number < files.Count; number++)
        {
            await FileAsync(files[number], number, look, keep, options, run, f => progress(0.15 + (0.85 * (number + f) / files.Count), "Bringing articles over"), cancel);
        }
        if (run is not null && (folder is not null || options.Fetch))
        {
            var hosts = look.Channels.SelectMany(c => new OldSite(c).Hosts).ToHashSet(StringComparer.OrdinalIgnoreCase);
            await fill.RunAsync(run.Id, [.. look.Channels.Select(SiteKey).Distinct()], folder, options.Fetch ? hosts : null, (done, all) => progress((double)done / all, $"Bringing pictures and files in: {done} of {all}"), cancel);
        }
        if (keep.Media is { } media && look.Channels.TrueForAll(c => c.IsOwn))
        {
            // Our own library leaves and comes whole; what the folder lacks is named below.
            foreach (var unused in look.Attachments.NeverShown().ToList())
            {
                cancel.ThrowIfCancellationRequested();
                media.Find(unused.Url);
            }
        }
        keep.Warn(look.Attachments.NeverShown().Select(a => new ImportWarning("unused", a.Label, "No article shows this file; it was not brought over.")));
        return await keep.EndAsync(source, cancel);
    }

    private async Task FileAsync(string path, int number, FirstLook look, KeepPosts keep, ImportOptions options, ImportRun? run, Action<double> progress, CancellationToken cancel)
    {
        progress(0);
        var opened = WxrFile.Open(path);
        if (!opened.IsDone)
        {
            // It was there when the first look opened it.
            keep.Warn([new ImportWarning("vanished", Path.GetFileName(path), $"The file went away or was changed during the import; what it holds was not brought over. Run the same command again. ({opened.Refusal.Message})")]);
            await keep.RunAsync([], number + 1, 0, cancel);
            return;
        }
        using var file = opened.Value;
        var reader = new PostReader(SettingOf(look.Channels[number], look, keep, options), ids);
        using var stream = new PostStream(file, reader);
        (keep.Site, keep.Channel) = (SiteKey(look.Channels[number]), look.Channels[number]);
        var before = run is null || number > run.File ? 0 : number < run.File ? int.MaxValue : run.Item;
        var done = 0;
        var batch = new List<PostStream.Step>();
        await foreach (var step in stream.ReadAsync(cancel))
        {
            if (done++ < before)
            {
                // Dealt with before the run was interrupted; what comes after it may repeat it, or show its pictures.
                keep.Saw(step.Posts);
                stream.Return(step);
                continue;
            }
            batch.Add(step);
            if (batch.Sum(s => s.Posts.Count) >= BatchPosts || batch.Sum(s => (long)s.Length) >= BatchCharacters)
            {
                await FlushAsync(number, done);
                progress((double)done / Math.Max(look.Items[number], 1));
            }
        }
        if (before < int.MaxValue)
        {
            await FlushAsync(number + 1, 0);
        }

        async Task FlushAsync(int markFile, int markItem)
        {
            await keep.RunAsync(batch, markFile, markItem, cancel);
            batch.ForEach(stream.Return);
            batch.Clear();
        }
    }

    private PostReader.Setting SettingOf(WxrChannel channel, FirstLook look, KeepPosts keep, ImportOptions options)
    {
        var identity = site.Read<Identity>(Identity.Part);
        return new PostReader.Setting
        {
            Site = new OldSite(channel),
            IsOwn = channel.IsOwn,
            Base = channel.Site,
            People = keep.People,
            Terms = keep.Terms,
            Sources = new BodySources(look.Attachments, look.ReusableBlocks),
            Options = options,
            Language = NameOutlet.LanguageOf(channel) ?? identity.Language,
            Zone = identity.Zone(),
            FindMedia = keep.Media is { } media ? media.Find : null,
        };
    }

    // A hand-made export may state no address; then its title must tell it from others.
    private static string SiteKey(WxrChannel channel) => new OldSite(channel).Key is { Length: > 0 } key ? key : "“" + channel.Title + "”";

    private static string Fingerprint(IReadOnlyList<string> files, ImportOptions options)
    {
        var text = new StringBuilder();
        foreach (var path in files)
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[1 << 16];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            text.Append(file.Length).Append(' ').Append(CanonicalJson.Sha256(bytes.AsSpan(0, read)));
            file.Position = Math.Max(0, file.Length - bytes.Length);
            read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            text.Append(' ').Append(CanonicalJson.Sha256(bytes.AsSpan(0, read))).Append('\n');
        }
        text.Append(options.Strip).Append(' ').AppendJoin(',', options.Keep.Order(StringComparer.Ordinal)).Append(' ').AppendJoin(',', options.Types.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
        return CanonicalJson.Sha256(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
