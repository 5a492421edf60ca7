using Broadside.Kit;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>Ends work at a point that it passes, as the end of the program would.</summary>
internal static class Dies
{
    /// <summary>At the first point of that name; fails where it is not passed.</summary>
    public static async Task AtAsync(string point, Func<Task> work) => Assert.True(await AtAsync(p => p == point, work), $"{point} was never passed");

    /// <summary>At that of the points.</summary>
    /// <returns>False: it came to its end before.</returns>
    public static Task<bool> AtAsync(int number, Func<Task> work)
    {
        var passed = 0;
        return AtAsync(_ => Interlocked.Increment(ref passed) >= number, work);
    }

    private static async Task<bool> AtAsync(Func<string, bool> isThere, Func<Task> work)
    {
        Mishap.Heard.Value = point =>
        {
            if (isThere(point))
            {
                throw new Death(point);
            }
        };
        try
        {
            await work();
            return false;
        }
        catch (Death)
        {
            return true;
        }
        finally
        {
            Mishap.Heard.Value = null;
        }
    }

    private sealed class Death(string point) : Exception(point);
}

/// <summary>Does something at a point that other work passes.</summary>
internal sealed class Hearing : IDisposable
{
    public static Hearing Of(string point, Action act)
    {
        Mishap.Heard.Value = passed =>
        {
            if (passed == point)
            {
                act();
            }
        };
        return new Hearing();
    }

    public void Dispose() => Mishap.Heard.Value = null;
}
