using System.Diagnostics;
using Broadside.Kit;

namespace Broadside.Site.Running;

internal sealed class MeasureServer(RequestTally tally, PageCache cache, IdleConnections connections, DiskSpace disk, DataFolder folder, TimeProvider time) : IMeasure
{
    private const string Answers = "Answers since the start, by status; front: held pages, answered with a look-up.";

    public Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel)
    {
        using var self = Process.GetCurrentProcess();
        var (free, total) = disk.Read(folder.Path);
        var (all, receiving, answering) = connections.Count;
        IReadOnlyList<Measure> measures =
        [
            new("requests", Answers, tally.Front, true, "status", "front"),
            .. Enumerable.Range(1, 5).Select(h => new Measure("requests", Answers, tally.Full(h), true, "status", $"{h}xx")),
            new("request_seconds", "Time that the full server took over its answers.", tally.Taken.TotalSeconds, true),
            new("pages_rendered", "Pages rendered since the start.", cache.Rendered, true),
            new("pages_held", "Pages held ready in memory.", cache.Held.Count()),
            new("connections", "Connections of HTTP/1.1 at the front line.", all - receiving - answering, false, "doing", "waiting"),
            new("connections", "Connections of HTTP/1.1 at the front line.", receiving, false, "doing", "receiving"),
            new("connections", "Connections of HTTP/1.1 at the front line.", answering, false, "doing", "answering"),
            new("memory_bytes", "Memory of the program that is in use.", self.WorkingSet64),
            new("heap_bytes", "Memory in the program's managed heap.", GC.GetTotalMemory(forceFullCollection: false)),
            new("processor_seconds", "Processor time used since the start.", self.TotalProcessorTime.TotalSeconds, true),
            new("threads", "Threads of the program.", self.Threads.Count),
            new("up_seconds", "How long the program has run.", (time.GetUtcNow() - self.StartTime.ToUniversalTime()).TotalSeconds),
            new("disk_free_bytes", "Room left on the disk of the data folder.", free),
            new("disk_bytes", "Size of the disk of the data folder.", total),
        ];
        return Task.FromResult(measures);
    }
}
