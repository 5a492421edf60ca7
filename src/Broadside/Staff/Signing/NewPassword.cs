using System.Collections.Frozen;
using Broadside.Kit;

namespace Broadside.Staff.Signing;

/// <summary>Whether a password may be chosen: long, and none that a guesser tries first.</summary>
public static class NewPassword
{
    public const int Shortest = 12;

    // More would only be work for the hasher.
    private const int Longest = 200;

    private static readonly char[] NoLetters = [.. Enumerable.Range(' ', 95).Select(c => (char)c).Where(c => !char.IsLetter(c))];

    // What is left of the usual ones when figures, signs and capitals are taken off: "Passw0rd2026!!" is "password".
    private static readonly FrozenSet<string> Usual = """
        password passwort contrasena contraseña motdepasse senha parola wachtwoord haslo
        passwordpassword mypassword thepassword newpassword adminpassword secret supersecret topsecret
        qwerty qwertyuiop qwertyqwerty qwertyuiopasdf asdfghjkl asdfghjklñ zxcvbnm qazwsx qazwsxedc azerty azertyuiop
        letmein letmeinnow iloveyou iloveyouforever teamo teamomucho tequiero tequieromucho iamtheboss
        welcome welcomeback bienvenido bienvenida changeme changemenow administrator administrador
        sunshine princess football futbol baseball superman batman starwars pokemon trustno trustnoone
        abcdefghijkl abcdefghijklm abcabcabcabc correcthorsebatterystaple broadside newsroom redaccion periodico periodista journalist journalism
        barcelona realmadrid mariposa estrella corazon america mexico colombia argentina hola holamundo helloworld
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="password">As typed.</param>
    /// <param name="name">The person's name and address, of which a password must be more than a copy.</param>
    /// <param name="email">See name.</param>
    /// <returns>Why not; null when it may.</returns>
    public static Refusal? Judge(string? password, string name, string email)
    {
        if (password is null || password.Length < Shortest)
        {
            return new Refusal("password_short", $"A password has at least {Shortest} characters. Four or five words that have nothing to do with each other are good.", "password");
        }
        if (password.Length > Longest)
        {
            return new Refusal("password_long", $"A password has at most {Longest} characters.", "password");
        }
        var letters = Letters(password);
        var isTheirs = new[] { name, email, email.Split('@')[0] }.Any(own => Letters(own) == letters);
        var isUsual = Usual.Contains(letters) || Usual.Contains(Letters(Unmasked(password))) || IsRound(password.ToLowerInvariant()) || IsRun(password);
        return isTheirs || isUsual ? new Refusal("password_common", "This is one that guessers try first. Take words that have nothing to do with each other or with you.", "password") : null;
    }

    private static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetter));

    // Without the figures and signs around it, and with those within it read as the letters that they stand for.
    private static string Unmasked(string text) => text.TrimStart(NoLetters).TrimEnd(NoLetters).Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('@', 'a').Replace('$', 's');

    // "abcabcabcabc", "1212121212121": a few characters over and over.
    private static bool IsRound(string text) =>
        Enumerable.Range(1, 4).Any(period => text.Select((c, i) => c == text[i % period]).All(same => same));

    // "123456789012", "abcdefghijklm", and backwards.
    private static bool IsRun(string text) =>
        text.Zip(text.Skip(1), (a, b) => b - a).All(step => step is 1 or -9) || text.Zip(text.Skip(1), (a, b) => b - a).All(step => step is -1 or 9);
}
