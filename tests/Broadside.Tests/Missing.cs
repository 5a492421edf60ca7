namespace Broadside.Tests;

/// <summary>
/// Skips the running test for want of something on this machine, with a reason that says how to get it.
/// Where nothing may be missing (<c>.ci/run</c> sets BROADSIDE_TEST_COMPLETE) the test fails instead.
/// </summary>
public static class Missing
{
    public const string Postgres = "No PostgreSQL: run ./test, or set BROADSIDE_TEST_POSTGRES to a connection string that may create databases.";
    public const string Chromium = "No browser: apt-get install chromium, or set CHROME to its path.";
    public const string Checkers = "No page checkers: npm ci in tools.";
    public const string Data = "No test data: set BROADSIDE_TESTDATA to its folder.";

    public static void SkipUnless(bool present, string reason)
    {
        if (!present && Environment.GetEnvironmentVariable("BROADSIDE_TEST_COMPLETE") is { Length: > 0 })
        {
            Assert.Fail(reason);
        }
        Assert.SkipUnless(present, reason);
    }
}
