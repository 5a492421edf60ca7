namespace Broadside.Guard.Keys;

/// <summary>What must not stand on a command line, where other programs read it: asked at the terminal, or read from standard input.</summary>
internal static class AskSecret
{
    public static async Task<string?> RunAsync(string question, CancellationToken cancel)
    {
        if (!Console.IsInputRedirected)
        {
            await Console.Error.WriteAsync(question);
        }
        return await Console.In.ReadLineAsync(cancel);
    }

    public static async Task<string> PassphraseAsync(CancellationToken cancel) =>
        Environment.GetEnvironmentVariable("BROADSIDE_PASSPHRASE") is { Length: > 0 } given ? given : await RunAsync("Passphrase: ", cancel) ?? "";
}
