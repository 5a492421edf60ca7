using System.Collections;
using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Tests;

/// <summary>
/// A command line of the program, run within the tests' process: the same code from its words to its exit code, without the second
/// of the processor that a program takes to start. For classes that run many. What belongs to a process, as pipes, signals,
/// its environment and JSON that is streamed, is for <see cref="TestProgram"/>.
/// </summary>
internal static class TestCommand
{
    private static readonly AsyncLocal<Said?> Heard = new();
    private static readonly Lazy<bool> Listening = new(Listen);

    public static Task<TestProgram.Result> RunAsync(string data, params string[] arguments) => RunAsync(data, null, arguments);

    /// <param name="data">The data folder.</param>
    /// <param name="postgres">A connection string, or null for SQLite.</param>
    /// <param name="arguments">The command and its arguments.</param>
    public static async Task<TestProgram.Result> RunAsync(string data, string? postgres, string[] arguments)
    {
        _ = Listening.Value;
        var environment = new Hashtable { [Settings.Prefix + "MIRROR__KEEPEDITION"] = "false", [Settings.Prefix + "SITE__OFFLINEWORKER"] = "false" };
        if (postgres is not null)
        {
            environment[Settings.Prefix + "STORAGE__POSTGRES"] = postgres;
        }
        // Seen by this test's own work alone: others run beside it.
        var said = new Said(new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        Heard.Value = said;
        var root = Program.Commands((folder, cancel) => Newsroom.OpenAsync(folder, Program.Modules, cancel, environment));
        var code = await Entry.RunAsync(root, [.. arguments, "--data", data]);
        return new TestProgram.Result(code, said.Output.ToString()!, said.Error.ToString()!);
    }

    private static bool Listen()
    {
        Console.SetOut(new Ear(Console.Out, () => Heard.Value?.Output));
        Console.SetError(new Ear(Console.Error, () => Heard.Value?.Error));
        return true;
    }

    private sealed record Said(TextWriter Output, TextWriter Error);

    // Whatever no command says goes where it went before.
    private sealed class Ear(TextWriter otherwise, Func<TextWriter?> heard) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => otherwise.Encoding;

        private TextWriter Place => heard() ?? otherwise;

        public override void Write(char value) => Place.Write(value);

        public override void Write(char[] buffer, int index, int count) => Place.Write(buffer, index, count);

        public override void Write(string? value) => Place.Write(value);

        public override void Flush() => Place.Flush();
    }
}
