namespace Broadside.Guard;

/// <summary>A question of <see cref="SumQuestion"/>.</summary>
/// <param name="First">To be added.</param>
/// <param name="Second">To it.</param>
/// <param name="Paper">Goes with the answer.</param>
public sealed record AskedSum(int First, int Second, string Paper);
