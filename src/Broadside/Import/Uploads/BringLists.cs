using Broadside.Guard;
using Broadside.Kit;
using Broadside.Subscribers.Lists;

namespace Broadside.Import.Uploads;

/// <summary>Brings lists of subscribers over that were sent from the desk: several files count together, as those that one system gives of who is on its list and who is not.</summary>
public sealed class BringLists(ImportSubscribers import)
{
    public const string Platform = "subscribers";

    // A report stands in a row of the database: more broken rows than that are better looked at in the file.
    private const int BadShown = 500;

    /// <param name="files">Names for people, and paths.</param>
    /// <param name="wishes">What the sender wants.</param>
    /// <param name="dryRun">Only try.</param>
    /// <param name="who">Who sent them.</param>
    /// <param name="progress">Told how far it is, 0 to 1, and what it does.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Report>> RunAsync(IReadOnlyList<(string Name, string Path)> files, UploadWishes wishes, bool dryRun, Actor who, Action<double, string> progress, CancellationToken cancel)
    {
        var (report, trial) = (new Report(), new ListTrial());
        for (var i = 0; i < files.Count; i++)
        {
            var (name, path) = files[i];
            await using var content = File.OpenRead(path);
            var list = new ListWishes { Name = name, DryRun = dryRun, ConsentSource = wishes.ConsentSource, AskAll = wishes.AskAll, Trial = trial };
            var outcome = await import.RunAsync(content, list, who, (fraction, what) => progress((i + fraction) / files.Count, what), cancel);
            if (!outcome.IsDone)
            {
                return outcome.Refusal with { Message = $"{outcome.Refusal.Message} “{name}”" };
            }
            report = report.With(name, outcome.Value);
        }
        return report;
    }

    /// <summary>What came, or would come, of all files together.</summary>
    public sealed record Report
    {
        public long Created { get; init; }

        public long Unchanged { get; init; }

        public long Asked { get; init; }

        public long AskedForSource { get; init; }

        public long Suppressed { get; init; }

        public long BadCount { get; init; }

        /// <summary>The first of them, with the file's name.</summary>
        public IReadOnlyList<Broken> Bad { get; init; } = [];

        internal Report With(string file, ImportedList list) => this with
        {
            Created = Created + list.Created,
            Unchanged = Unchanged + list.Unchanged,
            Asked = Asked + list.Asked,
            AskedForSource = AskedForSource + list.AskedForSource,
            Suppressed = Suppressed + list.Suppressed,
            BadCount = BadCount + list.BadCount,
            Bad = [.. Bad, .. list.Bad.Take(BadShown - Bad.Count).Select(b => new Broken(file, b.Line, b.Message))],
        };
    }

    public sealed record Broken(string File, long Line, string Message);
}
