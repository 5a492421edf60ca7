using Broadside.Staff.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests;

/// <summary>What a newsroom within the tests' process has in place of the real parts: a clock that the test moves, and passwords hashed in fewer rounds.</summary>
internal static class TestParts
{
    private const int Rounds = 1_000;

    public static IServiceCollection AddTestParts(this IServiceCollection services, TimeProvider time) =>
        services.AddSingleton(time).AddSingleton(_ => new Passwords(Rounds));
}
