//! Invented matters from small word lists: the same for the same seed and number, whatever order they are
//! made in. No name, place or number here is anybody's.

/// A stream of numbers that looks random and repeats: SplitMix64, one stream for each case.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream of case `number` under `seed`.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `sides`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.next() % sides.max(1)
    }

    /// One of the list.
    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let sides = u64::try_from(list.len()).unwrap_or(0);
        usize::try_from(self.roll(sides)).ok().and_then(|index| list.get(index))
    }

    /// One of the list, which is not empty.
    pub(crate) fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.one(list).copied().unwrap_or_default()
    }
}

/// (subject path, matters).
pub(crate) const MATTERS: [(&str, &[&str]); 8] = [
    ("城乡建设/物业管理", &["物业费未公示", "电梯停运", "小区门禁损坏", "公共收益去向不明"]),
    ("城乡建设/供水", &["自来水浑浊", "夜间停水", "水压不足"]),
    ("城乡建设/市政", &["路灯不亮", "井盖缺失", "排水沟堵塞", "人行道破损"]),
    ("国土资源/征地", &["补偿款未到账", "征地公告未张贴", "安置方案有疑问"]),
    ("国土资源/宅基地", &["宅基地面积不符", "确权登记迟缓"]),
    ("交通运输/道路", &["村道塌陷", "施工围挡久未拆除", "护栏损坏"]),
    ("交通运输/公交", &["早班车取消", "站台没有遮雨棚"]),
    ("环境保护/噪声", &["夜间施工噪声", "烧烤店油烟噪声", "广场音响过大"]),
];

pub(crate) const PLACES: [&str; 12] = [
    "云溪镇西街",
    "云溪镇临河路",
    "云溪镇安和家园",
    "云溪镇中心小学",
    "云溪镇和风小区",
    "云溪镇老车站",
    "石门乡大坪村",
    "石门乡青石村",
    "石门乡采石场",
    "石门乡集市",
    "石门乡水库",
    "石门乡敬老院",
];

pub(crate) const SENTENCES: [&str; 10] = [
    "这个问题已经有一段时间了，我们几户都受影响。",
    "之前打过电话，答复说会处理，一直没有下文。",
    "雨天尤其严重，老人和孩子出门很不方便。",
    "希望派人到现场看一看。",
    "请明确由哪个单位负责，什么时候能办好。",
    "我们愿意配合，也可以带路指认地点。",
    "附近的商户也反映过同样的情况。",
    "如果需要材料，我们可以提供照片和收据。",
    "费用的标准和依据没有人向我们说明。",
    "盼望尽快答复。",
];

pub(crate) const FAMILY_NAMES: [&str; 12] =
    ["林", "周", "吴", "郑", "冯", "钱", "孙", "许", "何", "陶", "江", "白"];

pub(crate) const GIVEN_NAMES: [&str; 16] = [
    "云帆", "予安", "清越", "南乔", "知远", "望秋", "听雨", "临风", "见山", "怀瑾", "若谷", "晚照", "疏桐",
    "明川", "时雨", "朝云",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_number_make_the_same_stream_and_another_number_another() {
        let stream = |seed, number| {
            let mut dice = Dice::of(seed, number);
            (0..8).map(|_| dice.roll(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(stream(1, 7), stream(1, 7));
        assert_ne!(stream(1, 7), stream(1, 8));
        assert_ne!(stream(1, 7), stream(2, 7));
    }
}
