#include "app/demo/names.hpp"

#include <vector>

#include "base/text.hpp"

namespace taxgate::demo {
namespace {

/// Surnames that are about equally frequent, and how frequent each of them is, in parts of ten thousand
/// (after the published counts of the Ministry of Public Security; rounded).
struct Band {
  std::uint64_t weight;
  std::string_view surnames;
};
constexpr std::array kBands{
    Band{.weight = 710, .surnames = "王李张"},
    Band{.weight = 490, .surnames = "刘陈"},
    Band{.weight = 310, .surnames = "杨"},
    Band{.weight = 210, .surnames = "黄赵吴周"},
    Band{.weight = 130, .surnames = "徐孙马朱胡郭何高林罗"},
    Band{.weight = 85, .surnames = "郑梁谢宋唐许韩冯邓曹彭曾"},
    Band{.weight = 45,
         .surnames = "肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹"
                     "薛闫段雷侯龙史"
                     "陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"},
    Band{
        .weight = 7,
        .surnames =
            "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕"
            "单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦"
            "麦"
            "褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
            "明佘池"
            "查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠"
            "豆朴"},
};
constexpr std::array<std::string_view, 10> kCompound{"欧阳", "上官", "司马", "诸葛", "东方",
                                                     "皇甫", "尉迟", "公孙", "慕容", "司徒"};
constexpr std::uint64_t kCompoundOneIn = 700;

constexpr std::u32string_view kMen =
    U"伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢佳阳建亮成志海峰文博毅哲宏国庆东旺家栋梁"
    U"远航"
    U"子轩瑞泽天翔嘉懿思源永康学义启铭振兴彦廷晨曦一诺景行书恒则正道立新德润";
constexpr std::u32string_view kWomen =
    U"芳娜敏静丽艳娟霞秀英玲桂兰燕红梅萍婷雪慧颖琳洁云莉倩晶莹欣怡梦瑶雨涵诗语思佳琪璐薇淑珍珊菲蕾悦宁心妍若"
    U"溪可馨"
    U"月婉清秋菊素芬凤翠春花巧惠芝彩霏晓楠紫萱安琪一诺书瑶";
/// Characters of extensions B to G that occur in names and were long missing from keyboards and fonts.
constexpr std::u32string_view kRare = U"𬎆𬀩𬍛𬬭𬭚𫖯𫍽𬙂𪟝𨱇𬳵𫓶𬤊𬇙𫘦𬶐𫐄𬸪𬬻𪻐𣲗𠙶𬭎𫖮𫍯𬱖𬸚𬴂𬮿𫟹𫚖𫔶";

constexpr std::array<std::string_view, 16> kDottedFirst{
    "阿卜杜", "买买提", "艾合买提", "吐尔逊", "古丽",   "热依汗", "帕提古丽", "努尔",
    "玉素甫", "艾山",   "米娜",     "迪丽",   "哈力克", "沙吾列", "巴合提",   "阿依"};
constexpr std::array<std::string_view, 12> kDottedLast{"热合曼", "艾力",   "吐尔逊",   "肉孜",
                                                       "买买提", "哈斯木", "依明",     "卡德尔",
                                                       "司马义", "努尔江", "木合塔尔", "赛买提"};
constexpr std::array<std::string_view, 20> kFamilies{
    "SMITH",  "TANAKA", "KIM",       "MÜLLER",  "O'BRIEN", "DUBOIS",      "NGUYEN",
    "IVANOV", "GARCÍA", "ROSSI",     "SINGH",   "TAN",     "LEE",         "WALKER",
    "SATO",   "PARK",   "SCHNEIDER", "LEFÈVRE", "PETROVA", "VAN DER BERG"};
constexpr std::array<std::string_view, 20> kFirsts{
    "JOHN",  "ANNA",     "HIROSHI", "MIN-JUN", "SOPHIE", "PIERRE", "LINH",  "OLGA",   "MARÍA JOSÉ", "MARCO",
    "PRIYA", "WEI LING", "DAVID",   "EMMA",    "YUKI",   "JI-WOO", "LUKAS", "CLAIRE", "DMITRI",     "THOMAS"};

constexpr std::u32string_view kTrade =
    U"恒泰华盛宏达瑞丰信诚嘉和金鼎德隆兴旺鑫源广茂永安正大天成博远联众万通昌顺祥云海川智慧";
constexpr std::array<std::string_view, 20> kBusinesses{
    "商贸",       "科技",     "建筑工程", "物流",     "餐饮管理", "电子", "机械制造",
    "房地产开发", "文化传媒", "医疗器械", "农业发展", "纺织",     "化工", "软件",
    "环保工程",   "食品",     "汽车销售", "教育咨询", "人力资源", "家具"};

template <class Container>
auto pick(Random& random, const Container& from) {
  return from[random.below(from.size())];
}

struct Surname {
  std::uint64_t up_to;  // the sum of the weights so far
  char32_t character;
};

const std::vector<Surname>& surnames() {
  static const auto kTable = [] {
    std::vector<Surname> all;
    std::uint64_t sum = 0;
    for (const auto& band : kBands) {
      for (const auto character : to_code_points(band.surnames)) {
        all.push_back({.up_to = sum += band.weight, .character = character});
      }
    }
    return all;
  }();
  return kTable;
}

std::string surname(Random& random) {
  if (random.one_in(kCompoundOneIn)) return std::string{pick(random, kCompound)};
  const auto& table = surnames();
  const auto at = random.below(table.back().up_to);
  const auto found = std::ranges::upper_bound(table, at, {}, &Surname::up_to);
  return to_utf8(std::u32string_view(&found->character, 1));
}

}  // namespace

std::string han_name(Random& random, bool woman) {
  const auto& given = woman ? kWomen : kMen;
  auto name = surname(random);
  append_utf8(name, pick(random, given));
  if (!random.one_in(4)) append_utf8(name, pick(random, given));
  return name;
}

std::string rare_name(Random& random) {
  auto name = surname(random);
  if (random.one_in(2)) append_utf8(name, pick(random, kMen));
  append_utf8(name, pick(random, kRare));
  return name;
}

std::string dotted_name(Random& random) {
  return std::string(pick(random, kDottedFirst)).append("·").append(pick(random, kDottedLast));
}

std::string latin_name(Random& random) {
  return std::string(pick(random, kFamilies)).append(" ").append(pick(random, kFirsts));
}

std::string company_name(Random& random, std::string_view place, std::string_view ending) {
  std::string name{place};
  append_utf8(name, pick(random, kTrade));
  append_utf8(name, pick(random, kTrade));
  return name.append(pick(random, kBusinesses)).append(ending);
}

}  // namespace taxgate::demo
