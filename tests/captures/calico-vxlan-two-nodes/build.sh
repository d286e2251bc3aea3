# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add left
ip netns add right
ip netns add ask
ip netns add near
ip netns add far
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec left sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec left sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec left sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec right sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec right sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec right sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec near sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec near sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec far sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 mtu 1400 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 mtu 1400 type veth peer name eth0 index 2 address 52:54:00:00:00:01 mtu 1400 netns gw
ip -n sw link add name p-left index 4 address 02:50:00:00:00:11 mtu 1400 type veth peer name eth0 index 2 address 52:54:00:00:00:11 mtu 1400 netns left
ip -n sw link add name p-right index 5 address 02:50:00:00:00:12 mtu 1400 type veth peer name eth0 index 2 address 52:54:00:00:00:12 mtu 1400 netns right
ip -n left link add name vxlan.calico index 3 address 66:12:c0:f1:fb:ad mtu 1350 type vxlan id 5000 dev eth0 local 192.168.50.11 dstport 4789 nolearning
ip -n left link add name calie94a441d72e index 4 address ee:ee:ee:ee:ee:ee mtu 1350 type veth peer name eth0 index 2 address 0a:ca:0a:32:01:01 mtu 1350 netns ask
ip -n left link add name calife79da0cd69 index 5 address ee:ee:ee:ee:ee:ee mtu 1350 type veth peer name eth0 index 2 address 0a:ca:0a:32:01:4d mtu 1350 netns near
ip -n right link add name vxlan.calico index 3 address 66:d2:7a:1f:11:77 mtu 1350 type vxlan id 5000 dev eth0 local 192.168.50.12 dstport 4789 nolearning
ip -n right link add name cali82e6e7fac52 index 4 address ee:ee:ee:ee:ee:ee mtu 1350 type veth peer name eth0 index 2 address 0a:ca:0a:32:02:01 mtu 1350 netns far
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-left master br-under
ip -n sw link set dev p-right master br-under
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-left up
ip -n sw link set dev p-right up
ip -n left link set dev lo up
ip -n left addr add 192.168.50.11/24 dev eth0
ip -n left link set dev eth0 up
ip -n left addr add 10.50.1.0/32 dev vxlan.calico
ip -n left link set dev vxlan.calico up
ip -n left link set dev calie94a441d72e up
ip -n left link set dev calife79da0cd69 up
ip -n right link set dev lo up
ip -n right addr add 192.168.50.12/24 dev eth0
ip -n right link set dev eth0 up
ip -n right addr add 10.50.2.0/32 dev vxlan.calico
ip -n right link set dev vxlan.calico up
ip -n right link set dev cali82e6e7fac52 up
ip -n ask link set dev lo up
ip -n ask addr add 10.50.1.1/32 dev eth0
ip -n ask link set dev eth0 up
ip -n near link set dev lo up
ip -n near addr add 10.50.1.77/32 dev eth0
ip -n near link set dev eth0 up
ip -n far link set dev lo up
ip -n far addr add 10.50.2.1/32 dev eth0
ip -n far link set dev eth0 up
ip netns exec left sysctl -qw net.ipv4.conf.calie94a441d72e.forwarding=1 net.ipv4.conf.calie94a441d72e.proxy_arp=1 net.ipv4.conf.calie94a441d72e.route_localnet=1 net.ipv4.conf.calie94a441d72e.rp_filter=1 net.ipv4.conf.calife79da0cd69.forwarding=1 net.ipv4.conf.calife79da0cd69.proxy_arp=1 net.ipv4.conf.calife79da0cd69.route_localnet=1 net.ipv4.conf.calife79da0cd69.rp_filter=1 net.ipv4.neigh.calie94a441d72e.proxy_delay=0 net.ipv4.neigh.calife79da0cd69.proxy_delay=0
ip netns exec right sysctl -qw net.ipv4.conf.cali82e6e7fac52.forwarding=1 net.ipv4.conf.cali82e6e7fac52.proxy_arp=1 net.ipv4.conf.cali82e6e7fac52.route_localnet=1 net.ipv4.conf.cali82e6e7fac52.rp_filter=1 net.ipv4.neigh.cali82e6e7fac52.proxy_delay=0
ip -n left route add default via 192.168.50.1 dev eth0
ip -n left route add 10.50.1.1/32 dev calie94a441d72e
ip -n left route add 10.50.1.77/32 dev calife79da0cd69
ip -n left route add blackhole 10.50.1.0/26 proto 80
ip -n left route add blackhole 10.50.1.64/26 proto 80
ip -n left route add 10.50.2.0/26 via 10.50.2.0 dev vxlan.calico onlink
ip -n left neigh add 10.50.2.0 lladdr 66:d2:7a:1f:11:77 dev vxlan.calico nud permanent
bridge -n left fdb append 66:d2:7a:1f:11:77 dev vxlan.calico dst 192.168.50.12 self permanent
ip -n right route add default via 192.168.50.1 dev eth0
ip -n right route add 10.50.2.1/32 dev cali82e6e7fac52
ip -n right route add 10.50.1.0/26 via 10.50.1.0 dev vxlan.calico onlink
ip -n right route add 10.50.1.64/26 via 10.50.1.0 dev vxlan.calico onlink
ip -n right route add blackhole 10.50.2.0/26 proto 80
ip -n right neigh add 10.50.1.0 lladdr 66:12:c0:f1:fb:ad dev vxlan.calico nud permanent
bridge -n right fdb append 66:12:c0:f1:fb:ad dev vxlan.calico dst 192.168.50.11 self permanent
ip -n ask route add 169.254.1.1/32 dev eth0
ip -n ask route add default via 169.254.1.1 dev eth0
ip -n near route add 169.254.1.1/32 dev eth0
ip -n near route add default via 169.254.1.1 dev eth0
ip -n far route add 169.254.1.1/32 dev eth0
ip -n far route add default via 169.254.1.1 dev eth0
ip netns exec left ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.50.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.50.0.0/16
E
ip netns exec right ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.50.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.50.0.0/16
E
ip netns exec left iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec right iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in near the recorder itself answers HTTP on *:8080
# in far the recorder itself answers HTTP on *:8080
