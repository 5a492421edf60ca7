using System.Text;

namespace Broadside.Backup;

/// <summary>Asks for what nobody should read over a shoulder: from a variable, else typed without being shown.</summary>
internal static class AskSecret
{
    public static string? Passphrase(string question) => Ask("BROADSIDE_PASSPHRASE", question);

    public static string? RecoveryWords() => Ask("BROADSIDE_RECOVERY_WORDS", "The words of the recovery key: ");

    private static string? Ask(string variable, string question)
    {
        if (Environment.GetEnvironmentVariable(variable) is { } given)
        {
            return given;
        }
        Console.Error.Write(question);
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine();
        }
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
