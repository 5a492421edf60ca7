namespace Broadside.Kit;

/// <summary>
/// A named defence that the mutation run (<c>./test mutants</c>) can switch off to prove that a test notices.
/// In a Release build the switch does not exist: <see cref="IsOn"/> is constantly true.
/// </summary>
public static class Defence
{
#if DEFENCE_SWITCHES
    private static readonly string? Off = Environment.GetEnvironmentVariable("BROADSIDE_DEFENCE_OFF");

    public static bool IsOn(string name) => Off != name;
#else
    public static bool IsOn(string name) => true;
#endif
}
