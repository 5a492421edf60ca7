using Broadside.Kit;

namespace Broadside.Tests.Giving.Letters;

/// <summary>Does a thing again and again, each time dying at the next point that it passes, until it comes to its end.</summary>
internal static class Dying
{
    public static async Task RunAsync(Func<Task> work)
    {
        for (var at = 1; at < 10_000; at++)
        {
            var passed = 0;
            var last = at;
            Mishap.Heard.Value = point =>
            {
                if (++passed == last)
                {
                    throw new Death(point);
                }
            };
            try
            {
                await work();
                return;
            }
            catch (Death)
            {
                // The next one gets a step further.
            }
            finally
            {
                Mishap.Heard.Value = null;
            }
        }
        Assert.Fail("It never came to its end.");
    }

    private sealed class Death(string point) : Exception(point);
}
