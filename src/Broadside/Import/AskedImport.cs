using System.Buffers;
using System.CommandLine;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary>What the operator typed, so that a report can say what to type next.</summary>
/// <param name="Command">As <c>import wordpress export.xml</c>, without the wishes that concern one run alone.</param>
/// <param name="Data">As <c> --data DIR</c>; empty where it is the usual folder.</param>
/// <param name="HasMedia">A folder of pictures was given.</param>
internal sealed record AskedImport(string Command, string Data = "", bool HasMedia = false)
{
    private static readonly SearchValues<char> ShellMarks = SearchValues.Create(" \t'\"$&;()*?<>|\\");

    public static AskedImport Of(string kind, IEnumerable<string> sources, IEnumerable<string> wishes, ParseResult parse, CommandTree commands, bool hasMedia) => new(
        string.Join(' ', sources.Concat(wishes).Select(Quoted).Prepend($"import {kind}")),
        parse.GetValue(commands.Data) is { } folder and not "./data" ? $" --data {Quoted(folder)}" : "",
        hasMedia);

    private static string Quoted(string word) =>
        word.AsSpan().IndexOfAny(ShellMarks) < 0 ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
