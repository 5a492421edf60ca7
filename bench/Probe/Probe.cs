// Measures a served newsroom from outside, and makes the newsrooms to measure.
//
//   probe archive ARTICLES DRAFTS FILE            writes a WordPress export: published articles, and drafts to publish later
//   probe latency BASE COUNT PATH…                asks for the paths in turn, prints median and p95 in milliseconds
//   probe searches BASE COUNT                     the same for searches, no two alike
//   probe visible BASE DATA PROGRAM TOPIC ID…     publishes drafts one by one; how long until readers see each, in five places
//   probe desk BASE PID LINK COUNT ID…            joins by the one-time link; times of article pages, finding, autosaves, every list
//   probe memory PID                              resident megabytes
using System.Globalization;
using Broadside.Bench;

return args switch
{
    ["archive", var articles, var drafts, var file] => Archive.Write(Number(articles), Number(drafts), file),
    ["latency", var site, var count, .. var paths] => await Latency.PrintAsync(site, Number(count), i => paths[i % paths.Length]),
    ["searches", var site, var count] => await Latency.PrintAsync(site, Number(count), Archive.Search),
    ["visible", var site, var data, var program, var topic, .. var ids] => await Visible.PrintAsync(site, data, program, topic, ids),
    ["desk", var site, var server, var link, var count, .. var ids] => await Desk.PrintAsync(site, server, link, Number(count), ids),
    ["memory", var pid] => Memory(pid),
    _ => 2,
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Memory(string pid)
{
    var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
    Console.WriteLine(Number(string.Concat(line.Where(char.IsAsciiDigit))) / 1024);
    return 0;
}
