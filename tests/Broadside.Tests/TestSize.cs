namespace Broadside.Tests;

/// <summary>How large a proof is: a test that scales says <c>TestSize.Pick(20, 200)</c>; <c>./test long</c> runs it at full size.</summary>
public static class TestSize
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("BROADSIDE_TEST_SIZE") == "long";

    public static int Pick(int usual, int full) => IsLong ? full : usual;
}
